import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { expect, it, vi } from "vitest";
import { ArtifactError } from "../artifacts/artifact-error";
import { GitError } from "./git-source/git-command";
import { ActionFailure, withFailuresAsOutcomes } from "./action-failure";
import type { ActionJob, ActionOutcome, RunnerContext } from "./runner";

// The casts hold because a runner that only fails looks at neither.
const outcomeOf = (fail: () => Promise<ActionOutcome>): Promise<ActionOutcome> =>
  withFailuresAsOutcomes({ run: fail }).run({} as ActionJob, {} as RunnerContext);

it("tells what an action did wrong as its outcome, and a fault as one of this machine", async () => {
  expect(await outcomeOf(() => Promise.reject(new ActionFailure("ConfigurationError", "No name.")))).toEqual({
    status: "Failed",
    errorCode: "ConfigurationError",
    message: "No name.",
  });
  expect(await outcomeOf(() => Promise.reject(new ArtifactError("No object.")))).toMatchObject({
    errorCode: "JobFailed",
    message: "No object.",
  });
  expect(await outcomeOf(() => Promise.reject(new Error("out of order")))).toMatchObject({
    errorCode: "SystemUnavailable",
    message: "This machine could not run the action: out of order",
  });
});

it("says what went wrong in the log that the action has opened, too", async () => {
  const lines: string[] = [];
  const flush = vi.fn(() => Promise.reject(new Error("disk full")));
  const context = { openLog: () => ({ line: (text: string) => void lines.push(text), flush }) };
  const runner = withFailuresAsOutcomes({
    run: async (_job, { openLog }) => {
      openLog("group", "stream");
      throw new ActionFailure("ConfigurationError", "No name.\nGive one.");
    },
  });
  // The casts hold because this runner only opens a log.
  await runner.run({} as ActionJob, context as unknown as RunnerContext);
  expect(lines).toEqual(["No name.", "Give one."]);
  expect(flush).toHaveBeenCalledOnce();
});

it.runIf(existsSync("/dev/full"))(
  "says so when the disk is full, also where something else failed for it",
  async () => {
    const full = async (): Promise<never> => {
      await writeFile("/dev/full", "x");
      throw new Error("/dev/full took a byte");
    };
    const wrapped = () =>
      full().catch((cause: unknown) => Promise.reject(new ArtifactError("It cannot be unpacked.", { cause })));
    const git = async (): Promise<never> => {
      throw new GitError("unable to write symref for HEAD: No space left on device");
    };
    for (const fail of [full, wrapped, git]) {
      expect(await outcomeOf(fail)).toMatchObject({
        errorCode: "SystemUnavailable",
        message: expect.stringMatching(/^The disk of this machine is full/),
      });
    }
  },
);
