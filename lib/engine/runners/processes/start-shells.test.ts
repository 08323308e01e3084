import { realpathSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { systemClock } from "@/lib/clock";
import { createLauncher } from "./launcher";
import { minimalEnvironment } from "./minimal-environment";
import { OutputLog } from "./output-log";
import { createOutputPipes } from "./output-pipes";
import { isGroupRunning, pause, signalGroup } from "./process-group";
import { createStraySweep } from "./stray-sweep";
import { ShellSession } from "./shell-session";
import { createShells, type Shells, type StartedShell } from "./start-shells";

const launcher = createLauncher();
/** Shells that wait for a build, as they are launched. */
let waiting: Promise<unknown>[];
let scratch: string;
let shells: Shells;
let started: StartedShell[];
let tokens = 0;

beforeEach(async () => {
  scratch = realpathSync(await mkdtemp(path.join(tmpdir(), "shells-")));
  waiting = [];
  const real = createShells({
    launcher: {
      launch(request) {
        const launched = launcher.launch(request);
        if (request.isIdle) waiting.push(launched);
        return launched;
      },
    },
    pipes: createOutputPipes(path.join(scratch, "pipes")),
    directory: path.join(scratch, "ready"),
  });
  started = [];
  shells = {
    async start(request) {
      const shell = await real.start(request);
      started.push(shell);
      return shell;
    },
  };
});
afterEach(() => rm(scratch, { recursive: true, force: true }));

/** What commands print in a build of its own, and whether a shell was ready for it. */
async function build(commands: readonly string[], extra: Readonly<Record<string, string>> = {}, shell = "bash") {
  const lines: string[] = [];
  const directory = path.join(scratch, `build-${(tokens += 1)}`);
  await mkdir(path.join(directory, "src"), { recursive: true });
  const session = new ShellSession({
    shell,
    directory: path.join(directory, "src"),
    environment: { ...minimalEnvironment("/home/of/it", "/tmp"), CODEBUILD_SRC_DIR: "/source", ...extra },
    output: new OutputLog({ line: (text) => void lines.push(text), flush: async () => undefined }, (line) => line),
    shells,
    clock: systemClock,
    signal: new AbortController().signal,
    sweep: createStraySweep(),
    marks: { variable: `MARK=${directory}`, directory },
    newToken: () => `token-${(tokens += 1)}`,
    stateFile: path.join(directory, "state"),
  });
  const first = started.length;
  for (const command of commands) await session.run(command);
  await session.close();
  return { lines, wasReady: (started[first]?.adoption ?? null) !== null, directory };
}

/** Has so many shells ready for the builds that come. */
async function ready(count: number): Promise<void> {
  await expect.poll(() => waiting.length).toBeGreaterThanOrEqual(count);
  await Promise.all(waiting);
}

/** What differs from one shell to the next, whoever started it. */
function withoutOwn(lines: readonly string[], directory: string): string[] {
  const own =
    /^declare -\S+ (?:BASH_EXECUTION_STRING|BASHPID|EPOCH\w+|SRANDOM|RANDOM|_|penstock_\w+|BASH_ARGV0|SECONDS)\b/;
  return lines
    .filter((line) => !own.test(line))
    .map((line) => line.replaceAll(directory, "DIR").replace(/token-\d+|(?<=^file locks +\S+ )\d+/, "TOKEN"))
    .toSorted();
}

it("gives a build a ready shell that looks as if it had been started for it", async () => {
  const everything = [
    "declare -p; set -o; shopt; umask; ulimit -a; pwd; cd ..; cd -; env; trap -p; alias; jobs; echo $#",
  ];
  const extra = { QUOTED: `it's "$HOME" \\ and\nmore\n`, EMPTY: "", LC_ALL: "C" };
  const own = await build(everything, extra);
  await ready(1);
  const taken = await build(everything, extra);
  expect([own.wasReady, taken.wasReady]).toEqual([false, true]);
  expect(withoutOwn(taken.lines, taken.directory)).toEqual(withoutOwn(own.lines, own.directory));
});

it("goes on after an exit with the exports and the directory, and not as a ready one", async () => {
  await build(["true"]);
  await ready(1);
  const { lines, wasReady, directory } = await build(["mkdir sub; cd sub; export A=1; exit 3", 'echo "$A"; pwd']);
  expect(wasReady).toBe(true);
  expect(lines).toEqual(["1", path.join(directory, "src", "sub")]);
  expect(started.at(-1)?.adoption).toBeNull();
});

it.each([
  [
    "a name that no shell can set",
    { "CODEBUILD_SRC_DIR_my-input": "/x" },
    "env | grep my-input",
    "CODEBUILD_SRC_DIR_my-input=/x",
  ],
  ["a variable that Bash reads when it starts", { BASH_ENV: "/dev/null" }, 'echo "$BASH_ENV"', "/dev/null"],
  ["a variable that Bash counts from", { SHLVL: "5" }, 'echo "$SHLVL"', "6"],
  ["characters that locales count differently", { NAME: "Zoë €" }, 'echo "$NAME"', "Zoë €"],
])("starts a shell of its own for a build with %s", async (_what, extra, command, line) => {
  await build(["true"]);
  const { lines, wasReady } = await build([command], extra);
  expect(wasReady).toBe(false);
  expect(lines).toEqual([line]);
});

it("starts the next shell of a build whose PATH leads nowhere", async () => {
  const { lines } = await build(["echo one; exit 3", "echo two"], { PATH: "/no/such/folder" });
  expect(lines).toEqual(["one", "two"]);
});

it("has as many ready after a rest as builds wanted before it", async () => {
  const runSix = () => Promise.all(Array.from({ length: 6 }, () => build(["true"])));
  expect((await runSix()).filter(({ wasReady }) => wasReady).length).toBeLessThan(6);
  await expect
    .poll(async () => {
      await pause(systemClock, 300);
      return (await runSix()).filter(({ wasReady }) => wasReady).length;
    })
    .toBe(6);
});

it("starts another one in place of a ready shell that was killed", async () => {
  await build(["true"]);
  await build(["true"]);
  await ready(2);
  const { lines } = await build([
    'for pid in $(pgrep -P "$PPID"); do [ "$pid" = $$ ] || kill -9 "$pid"; done; sleep 0.2; echo done',
  ]);
  expect(lines).toEqual(["done"]);
  expect((await build(["echo next"])).lines).toEqual(["next"]);
});

it("leaves no process of a build behind that a ready shell ran", async () => {
  await build(["true"]);
  await ready(1);
  const { lines, wasReady } = await build(["set -m; (cd /; while :; do sleep 0.1; done) > /dev/null 2>&1 & echo $!"]);
  expect(wasReady).toBe(true);
  const group = Number(lines[0]);
  await expect.poll(() => isGroupRunning(group)).toBe(false);
  signalGroup(group, "SIGKILL");
});
