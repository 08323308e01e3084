"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "@/components/ui/toast";
import type { FleetPipeline } from "@/lib/contracts/fleet";
import { fleetKey, fleetQuery, withRows } from "@/lib/queries/fleet";
import { setFavourite } from "@/lib/queries/pipelines";

/** Makes a pipeline a favourite or not: at once on screen, and back again when it cannot be kept. */
export function useFavourite(): (pipeline: FleetPipeline) => void {
  const client = useQueryClient();
  const show = (pipeline: FleetPipeline, isFavourite: boolean) =>
    client.setQueryData(
      fleetQuery().queryKey,
      (fleet) =>
        fleet &&
        withRows(
          fleet,
          [fleetKey(pipeline)],
          fleet.pipelines.filter((row) => fleetKey(row) === fleetKey(pipeline)).map((row) => ({ ...row, isFavourite })),
        ),
    );
  const { mutate } = useMutation({
    mutationFn: ({ connection, pipelineName, isFavourite }: FleetPipeline) =>
      setFavourite(connection, pipelineName, !isFavourite),
    onMutate: (pipeline) => void show(pipeline, !pipeline.isFavourite),
    onError: (error, pipeline) => {
      show(pipeline, pipeline.isFavourite);
      toast.failed(error.message);
    },
  });
  return mutate;
}
