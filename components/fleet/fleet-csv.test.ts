import { expect, it } from "vitest";
import { fleetPipeline, latestRun, NO_FIGURES, waitingApproval } from "@/lib/contracts/testing/fleet-pipeline";
import { fleetCsv } from "./fleet-csv";

/** The cells of the only row, by the names of their columns. None of them is quoted. */
function cellsOf(pipeline: Parameters<typeof fleetCsv>[0][number]): Record<string, string | undefined> {
  const [head = "", row = ""] = fleetCsv([pipeline]).split("\r\n");
  const cells = row.split(",");
  return Object.fromEntries(head.split(",").map((name, index) => [name, cells[index]]));
}

it("writes what is known of a pipeline, and nothing where nothing is", () => {
  const ran = fleetPipeline("shop-api", {
    latestRun: latestRun("InProgress"),
    waiting: waitingApproval(false),
    tags: { team: "shop", tier: "1" },
    figures: { ...NO_FIGURES, finished: 12, successRate: 0.75, medianDurationMs: 61_000, runsPerWeek: 2.8 },
  });
  expect(cellsOf(ran)).toMatchObject({
    connection: "local",
    pipeline: "shop-api",
    status: "Waiting for approval",
    waits_at: "Production/Approve",
    revision: "b2f70aa1",
    revision_summary: "Raise basket limit",
    success_rate: "0.75",
    median_duration_ms: "61000",
    tags: "team=shop; tier=1",
  });
  expect(cellsOf(fleetPipeline("idle"))).toMatchObject({
    status: "No runs yet",
    waits_at: "",
    last_started: "",
    success_rate: "",
    finished_runs: "0",
  });
});

it("has one line for each pipeline below the names, each ended", () => {
  const csv = fleetCsv([fleetPipeline("a"), fleetPipeline("b")]);
  expect(csv.endsWith("\r\n")).toBe(true);
  expect(csv.trimEnd().split("\r\n")).toHaveLength(3);
});

it.each(['=HYPERLINK("https://evil")', "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1", "＝1"])(
  "never lets a text begin a formula: %j",
  (revisionSummary) => {
    const run = latestRun("Succeeded");
    const csv = fleetCsv([
      fleetPipeline("a", {
        latestRun: { ...run, revisions: run.revisions.map((revision) => ({ ...revision, revisionSummary })) },
      }),
    ]);
    const quoted = revisionSummary.replaceAll('"', '""');
    const cell = /[",\r\n]/.test(revisionSummary) ? `"'${quoted}"` : `'${quoted}`;
    expect(csv).toContain(`,${cell},ana,`);
  },
);

it("keeps commas, quotes and line ends within their cell", () => {
  const csv = fleetCsv([fleetPipeline("a", { tags: { note: 'one, "two"\nthree' } })]);
  expect(csv).toContain(',"note=one, ""two""\nthree"\r\n');
});
