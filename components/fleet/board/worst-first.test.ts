import { expect, it } from "vitest";
import { fleetPipeline, latestRun, waitingApproval } from "@/lib/contracts/testing/fleet-pipeline";
import { worstFirst } from "./worst-first";

it("puts what is broken first, what waits longest next, and what never ran last", () => {
  const names = worstFirst([
    fleetPipeline("never"),
    fleetPipeline("fine", { latestRun: latestRun("Succeeded") }),
    fleetPipeline("runs", { latestRun: latestRun("InProgress") }),
    fleetPipeline("waits", { latestRun: latestRun("InProgress"), waiting: waitingApproval(false) }),
    fleetPipeline("waits longer", {
      latestRun: latestRun("InProgress"),
      waiting: { ...waitingApproval(true), since: "2026-11-26T09:00:00.000Z" },
    }),
    fleetPipeline("broke before", { latestRun: latestRun("Failed", "2026-11-27T08:00:00.000Z") }),
    fleetPipeline("broke last", { latestRun: latestRun("Failed", "2026-11-27T09:30:00.000Z") }),
  ]).map(({ pipelineName }) => pipelineName);
  expect(names).toEqual(["broke last", "broke before", "waits longer", "waits", "runs", "fine", "never"]);
});
