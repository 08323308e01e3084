import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, expect, it, vi } from "vitest";
import type { Fleet } from "@/lib/contracts/fleet";
import { fleetPipeline, NO_FIGURES } from "@/lib/contracts/testing/fleet-pipeline";
import { fleetKey, fleetQuery, fleetRowReader, withRows } from "./fleet";

const known: Fleet = {
  pipelines: [fleetPipeline("a"), fleetPipeline("b"), fleetPipeline("c")],
  more: 0,
  figures: NO_FIGURES,
};

afterEach(() => vi.unstubAllGlobals());

it("puts rows that were read again in place, drops what is gone, adds what is new, and keeps every other object", () => {
  const keys = [fleetPipeline("b"), fleetPipeline("c"), fleetPipeline("d")].map(fleetKey);
  const next = withRows(known, keys, [fleetPipeline("b", { isFavourite: true }), fleetPipeline("d")]);
  expect(next.pipelines.map(({ pipelineName }) => pipelineName)).toEqual(["a", "b", "d"]);
  expect(next.pipelines[0]).toBe(known.pipelines[0]);
  expect(next.pipelines[1]?.isFavourite).toBe(true);
});

it("reads announced rows together once the answer before them is there", async () => {
  const asked: string[] = [];
  const answers: (() => void)[] = [];
  vi.stubGlobal("fetch", (url: string) => {
    asked.push(decodeURIComponent(url));
    return new Promise<Response>((resolve) => {
      answers.push(() => resolve(Response.json({ pipelines: [fleetPipeline("a", { liveVersion: asked.length })] })));
    });
  });
  const client = new QueryClient();
  client.setQueryData(fleetQuery().queryKey, known);
  const observer = new QueryObserver(client, { ...fleetQuery(), staleTime: Infinity });
  const unsubscribe = observer.subscribe(() => undefined);
  const read = fleetRowReader(client);
  for (const pipelineName of ["a", "a", "b", "a"]) read({ connection: "local", pipelineName });
  expect(asked).toEqual(["/api/fleet/rows?of=local/a"]);
  answers[0]?.();
  await expect.poll(() => asked).toHaveLength(2);
  expect(asked[1]).toBe("/api/fleet/rows?of=local/a,local/b");
  answers[1]?.();
  await expect.poll(() => observer.getCurrentResult().data?.pipelines[0]?.liveVersion).toBe(2);
  // It was asked for and did not come: it is gone.
  expect(observer.getCurrentResult().data?.pipelines.map(({ pipelineName }) => pipelineName)).toEqual(["a", "c"]);
  unsubscribe();
});
