import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { removeDirectory } from "../../remove-directory";
import { TargetState } from "./target-state";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "target-"));
});
afterEach(() => removeDirectory(directory));

it("forgets the oldest revisions, whatever their scripts have made of them", async () => {
  const state = await TargetState.open(directory, "/srv");
  await state.keepRevision("d-1");
  const first = state.revisionDirectory("d-1");
  await mkdir(first, { recursive: true });
  const name = "d".repeat(200);
  execFileSync("bash", ["-c", `for i in {1..30}; do mkdir ${name} && cd ${name} || exit 1; done`], { cwd: first });
  for (const id of ["d-2", "d-3", "d-4", "d-5", "d-6"]) await state.keepRevision(id);
  expect(state.value.revisions).toEqual(["d-2", "d-3", "d-4", "d-5", "d-6"]);
  expect(existsSync(first)).toBe(false);
});
