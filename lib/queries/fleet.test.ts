import { QueryClient, QueryObserver } from "@tanstack/react-query";
import { afterEach, expect, it, vi } from "vitest";
import type { Fleet, FleetPipeline } from "@/lib/contracts/fleet";
import { fleetKey, fleetQuery, fleetRowReader, withRows } from "./fleet";

const FIGURES = {
  finished: 0,
  successRate: null,
  successRateChange: null,
  medianDurationMs: null,
  medianDurationChange: null,
  runsPerWeek: 0,
};

function row(pipelineName: string, change: Partial<FleetPipeline> = {}): FleetPipeline {
  return {
    connection: "local",
    connectionName: "Local engine",
    pipelineName,
    isDemo: false,
    isFavourite: false,
    pipelineType: "V2",
    executionMode: "QUEUED",
    liveVersion: 1,
    hasDraft: false,
    tags: {},
    latestRun: null,
    waiting: null,
    recentRuns: { shortIds: "", results: "", durationsMs: [] },
    figures: FIGURES,
    ...change,
  };
}

const known: Fleet = { pipelines: [row("a"), row("b"), row("c")], more: 0, figures: FIGURES };

afterEach(() => vi.unstubAllGlobals());

it("puts rows that were read again in place, drops what is gone, adds what is new, and keeps every other object", () => {
  const keys = [row("b"), row("c"), row("d")].map(fleetKey);
  const next = withRows(known, keys, [row("b", { isFavourite: true }), row("d")]);
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
      answers.push(() => resolve(Response.json({ pipelines: [row("a", { liveVersion: asked.length })] })));
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
  await vi.waitFor(() => expect(asked).toHaveLength(2));
  expect(asked[1]).toBe("/api/fleet/rows?of=local/a,local/b");
  answers[1]?.();
  await vi.waitFor(() => expect(observer.getCurrentResult().data?.pipelines[0]?.liveVersion).toBe(2));
  // It was asked for and did not come: it is gone.
  expect(observer.getCurrentResult().data?.pipelines.map(({ pipelineName }) => pipelineName)).toEqual(["a", "c"]);
  unsubscribe();
});
