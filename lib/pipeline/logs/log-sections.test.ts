import { expect, it } from "vitest";
import { LogSectionReader, MAX_SECTIONS } from "./log-sections";

/** One line a second. */
function sectionsOf(lines: readonly string[], isOver = true) {
  const reader = new LogSectionReader();
  lines.forEach((line, number) => reader.line(number, line, number * 1_000));
  if (isOver) reader.finish(lines.length, lines.length * 1_000);
  return reader.sections.map(({ title, depth, from, to, startedAt, endedAt, result }) => ({
    title: `${"  ".repeat(depth)}${title}`,
    lines: `${from}-${to ?? ""}`,
    seconds: endedAt === null ? null : (endedAt - startedAt) / 1_000,
    result,
  }));
}

const said = (text: string) => `[Container] 2026/11/27 12:00:00.123456 ${text}`;

const BUILD = [
  said("Running on CodeBuild On-demand"),
  said("Waiting for DOWNLOAD_SOURCE"),
  said("Phase complete: DOWNLOAD_SOURCE State: SUCCEEDED"),
  said("Phase context status code:  Message: "),
  said("Entering phase BUILD"),
  said("Running command npm ci"),
  "added 12 packages",
  said("Running command npm test"),
  "not ok 1",
  said("Command did not exit successfully npm test exit status 1"),
  said("Phase complete: BUILD State: FAILED"),
  said("Phase context status code: COMMAND_EXECUTION_ERROR Message: Error while executing command: npm test"),
  said("Entering phase POST_BUILD"),
  "still going on",
];

it("finds the phases of a build and the commands in them, with what they took and how they ended", () => {
  expect(sectionsOf(BUILD, false)).toEqual([
    { title: "DOWNLOAD_SOURCE", lines: "0-4", seconds: 2, result: "succeeded" },
    { title: "BUILD", lines: "4-12", seconds: 6, result: "failed" },
    { title: "  npm ci", lines: "5-7", seconds: 2, result: "succeeded" },
    { title: "  npm test", lines: "7-10", seconds: 2, result: "failed" },
    { title: "POST_BUILD", lines: "12-", seconds: null, result: null },
  ]);
});

it("closes what goes on when the action is over, and claims no result for it", () => {
  expect(sectionsOf(BUILD).at(-1)).toEqual({ title: "POST_BUILD", lines: "12-14", seconds: 2, result: null });
});

it("finds the lifecycle events of a deployment on each target, side by side", () => {
  const lines = [
    "Deployment d-1 to group web",
    "[web-1] LifecycleEvent - ApplicationStop",
    "[web-1] Script - stop.sh",
    "[web-2] LifecycleEvent - ApplicationStop",
    "[web-1] LifecycleEvent - Install",
    "[web-2] LifecycleEvent - ApplicationStop failed: Script at specified location: stop.sh failed with exit code 1",
    "[web-1] Installed 3 file(s)",
    "Deployed to 1 of 2 targets",
  ];
  expect(sectionsOf(lines)).toEqual([
    { title: "ApplicationStop on web-1", lines: "1-3", seconds: 3, result: "succeeded" },
    { title: "ApplicationStop on web-2", lines: "3-4", seconds: 2, result: "failed" },
    { title: "Install on web-1", lines: "4-7", seconds: 4, result: "succeeded" },
  ]);
});

it("finds the events of an EC2 deployment", () => {
  expect(sectionsOf(["[i-1] BEFORE_DEPLOY", "[i-1] DEPLOY", "[i-1] DEPLOY failed: disk full", "failed"])).toEqual([
    { title: "BEFORE_DEPLOY on i-1", lines: "0-1", seconds: 1, result: "succeeded" },
    { title: "DEPLOY on i-1", lines: "1-3", seconds: 1, result: "failed" },
  ]);
});

it("takes lines that only look alike for lines", () => {
  expect(
    sectionsOf(["[Container] Entering phase BUILD", "[x] DEPLOY now", "Phase complete: BUILD State: FAILED"]),
  ).toEqual([]);
});

it("keeps no more sections than a page can show, however many a log names", () => {
  const lines = Array.from({ length: MAX_SECTIONS + 50 }, (_, index) =>
    said(`Entering phase P_${"ABCDEFGHIJ"[index % 10]}`),
  );
  expect(sectionsOf(lines)).toHaveLength(MAX_SECTIONS);
});
