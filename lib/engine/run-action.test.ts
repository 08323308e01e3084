import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { FakeClock } from "@/lib/clock";
import { createFileArtifactStore } from "./artifacts/file-artifact-store";
import { createRunAction } from "./run-action";
import type { ActionJob } from "./runners/runner";

it("fails an action that gets no directory, and runs the next one once there is room for it", async () => {
  const directory = mkdtempSync(path.join(tmpdir(), "run-action-"));
  const inTheWay = path.join(directory, "data");
  writeFileSync(inTheWay, "");
  const runAction = createRunAction({
    clock: new FakeClock(),
    ids: { next: () => "id" },
    artifacts: createFileArtifactStore(directory),
    resources: { find: async () => null, list: async () => [] },
    workRoot: path.join(inTheWay, "work"),
    findRunner: () => ({ run: async () => ({ status: "Succeeded" }) }),
    openLog: () => ({ line: () => undefined, flush: async () => undefined }),
  });
  const run = () => runAction({} as ActionJob, { signal: new AbortController().signal, report: () => undefined }); // nobody reads it
  expect(await run()).toMatchObject({
    status: "Failed",
    errorCode: "SystemUnavailable",
    message: expect.stringContaining("This machine could not run the action"),
  });
  rmSync(inTheWay);
  expect(await run()).toEqual({ status: "Succeeded" });
  rmSync(directory, { recursive: true, maxRetries: 3 });
});
