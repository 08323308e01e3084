"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { toast } from "@/components/ui/toast";
import type { FleetView, FleetViews, FleetViewToSave } from "@/lib/contracts/fleet-view";
import { deleteFleetView, fleetViewsQuery, putFleetView } from "@/lib/queries/fleet-views";

/** Saves and removes the reader's own views. What was removed can be put back from the message that says so. */
export function useFleetViews() {
  const client = useQueryClient();
  const show = (views: FleetViews): void => void client.setQueryData(fleetViewsQuery().queryKey, views);
  const save = useMutation({
    mutationFn: (view: FleetViewToSave) => putFleetView(view),
    onSuccess: (views, { name }) => {
      show(views);
      toast.done(`Saved the view ${name}`);
    },
  });
  const remove = useMutation({
    mutationFn: ({ id }: FleetView) => deleteFleetView(id),
    onSuccess: (views, { name, query }) => {
      show(views);
      toast.done(`Removed the view ${name}`, {
        action: { label: "Put back", onClick: () => save.mutate({ name, query }, { onError: tell }) },
      });
    },
    onError: tell,
  });
  return { save, remove };
}

function tell(error: Error): void {
  toast.failed(error.message);
}
