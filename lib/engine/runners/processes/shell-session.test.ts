import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "@/lib/clock";
import { killOrphanedBuilds } from "./kill-strays";
import { createLauncher } from "./launcher";
import { maskSecrets, SecretStream } from "./mask-secrets";
import { minimalEnvironment } from "./minimal-environment";
import { OutputLog } from "./output-log";
import { createOutputPipes } from "./output-pipes";
import { isGroupRunning } from "./process-group";
import { createShells } from "./start-shells";
import { createStraySweep } from "./stray-sweep";
import { ShellSession } from "./shell-session";

const launcher = createLauncher();
let scratch: string;
let lines: string[];
let abort: AbortController;
let session: ShellSession;

function open(shell: string, extra: Record<string, string> = {}, limit?: number): ShellSession {
  const log = { line: (text: string) => void lines.push(text), flush: async () => undefined };
  session = new ShellSession({
    shell,
    directory: scratch,
    environment: { ...minimalEnvironment(path.join(scratch, "home"), scratch), MARK: scratch, ...extra },
    output: new OutputLog(log, maskSecrets(["hunter22"]), { limit, secrets: new SecretStream(["hunter22"]) }),
    shells: createShells({ launcher, pipes: createOutputPipes(path.join(scratch, "pipes")), directory: scratch }),
    clock: systemClock,
    signal: abort.signal,
    sweep: createStraySweep(),
    marks: { variable: `MARK=${scratch}`, directory: scratch },
    newToken: () => "token-0f3a",
    stateFile: path.join(scratch, "state"),
  });
  return session;
}

beforeEach(async () => {
  scratch = await mkdtemp(path.join(tmpdir(), "shell-"));
  lines = [];
  abort = new AbortController();
});
afterEach(async () => {
  await session.close();
  await rm(scratch, { recursive: true, force: true });
});

describe.each(["bash", "/bin/sh"])("one shell for all commands: %s", (shell) => {
  it("keeps directory, exports, plain variables and functions from one command to the next", async () => {
    const shellSession = open(shell);
    await shellSession.run("mkdir sub; cd sub; export A=1; B=2; greet() { echo hello $1; }");
    expect(await shellSession.run('greet you; echo "$A$B"; pwd')).toBe(0);
    expect(lines).toEqual(["hello you", "12", path.join(scratch, "sub")]);
  });

  it("tells the status of every command, in order with its output", async () => {
    const shellSession = open(shell);
    expect(await shellSession.run("printf unfinished; (exit 7)")).toBe(7);
    expect(await shellSession.run("echo next >&2")).toBe(0);
    expect(await shellSession.run("no-such-program")).toBe(127);
    expect(await shellSession.run("-n echo")).toBe(127);
    expect(lines.slice(0, 2)).toEqual(["unfinished", "next"]);
    expect(lines[2]).toContain("not found");
  });

  it("runs commands of several lines and survives one that is not shell at all", async () => {
    const shellSession = open(shell);
    expect(await shellSession.run("cat <<EOF\none\n\n  two\nEOF\nif true\nthen echo three; fi")).toBe(0);
    expect(await shellSession.run("if then (")).toBeGreaterThan(0);
    expect(await shellSession.run("echo after")).toBe(0);
    expect(lines.slice(0, 4)).toEqual(["one", "", "  two", "three"]);
    expect(lines.at(-1)).toBe("after");
  });

  it.each([
    ["exit 3", 3],
    ["set -e; false", 1],
    ["kill -9 $$", 137],
    ["exec sh -c 'exit 4'", 4],
  ])("goes on in a new shell after %s", async (command, status) => {
    const shellSession = open(shell, { KEPT: "at first" });
    await shellSession.run("mkdir sub; cd sub");
    expect(await shellSession.run(`export KEPT='it is'; ${command}`)).toBe(status);
    expect(await shellSession.run('echo "$KEPT"')).toBe(0);
    expect(["it is", "at first"]).toContain(lines.at(-1));
  });

  it.each(["break", "break 9", "continue", "continue 2", "printf() { :; }"])(
    "answers %s, which is about no loop of its own",
    async (command) => {
      const shellSession = open(shell);
      expect(await shellSession.run(`export KEPT=1; ${command}`)).toBe(0);
      expect(await shellSession.run('echo "kept $KEPT"; (exit 4)')).toBe(4);
      expect(lines).toEqual(["kept 1"]);
    },
  );

  it.each([
    "penstock_token=x penstock_untold=x penstock_line=x",
    "unset $(set | sed -n 's/^\\(penstock[A-Za-z_]*\\)=.*/\\1/p')",
    "read() { return 1; }; test() { return 1; }; echo() { :; }; cd() { return 1; }",
    "IFS=e; PS4='$(exit 1)'; set -uC",
  ])("answers whatever was made of names: %s", async (command) => {
    const shellSession = open(shell);
    expect(await shellSession.run(`${command}; true`)).toBe(0);
    expect(await shellSession.run("printf 'still here\n'; (exit 4)")).toBe(4);
    expect(lines).toEqual(["still here"]);
  });

  it.each([
    ["set -n", 0],
    ["set -o noexec; echo never", 0],
    ["command() { return 1; }; builtin() { return 1; }; : set", 1],
    ["command() { :; }; builtin() { :; }; : set", 1],
  ])("ends a shell that can answer no more after %s, and says so", async (command, status) => {
    const shellSession = open(shell);
    await shellSession.run("export KEPT=1; mkdir sub; cd sub");
    expect(await shellSession.run(command)).toBe(status);
    expect(await shellSession.run('echo "$KEPT"; pwd')).toBe(0);
    expect(lines).not.toContain("never");
    expect(lines.slice(-2)).toEqual(["1", path.join(scratch, "sub")]);
    expect(lines.join()).toContain("The shell has ended with this command");
  });

  it("tells the signal that ends a shell, whatever its trap does", async () => {
    const shellSession = open(shell);
    expect(await shellSession.run("kill $$; echo never")).toBe(143);
    expect(lines).not.toContain("never");
  });

  it("keeps exports and the directory over an exit", async () => {
    const shellSession = open(shell);
    await shellSession.run('mkdir sub; cd sub; export QUOTE="it\'s \\$5"; exit 1');
    await shellSession.run('echo "$QUOTE"; pwd');
    expect(lines).toEqual(["it's $5", path.join(scratch, "sub")]);
  });

  it("runs a trap of the build's own when the shell ends", async () => {
    const shellSession = open(shell);
    expect(await shellSession.run("trap 'echo cleaned' EXIT")).toBe(0);
    expect(await shellSession.run("echo working")).toBe(0);
    await shellSession.close();
    expect(lines).toEqual(["working", "cleaned"]);
  });

  it("shows only the commands under set -x", async () => {
    const shellSession = open(shell);
    await shellSession.run("set -x");
    await shellSession.run("echo traced");
    expect(lines.filter((line) => line.includes("penstock"))).toEqual([]);
    expect(lines).toContain("traced");
  });

  it("gives scripts real pipes, an empty standard input and no other descriptors", async () => {
    const shellSession = open(shell);
    await shellSession.run(
      "sh -c 'echo to stderr > /dev/stderr; cat; for fd in 3 4; do [ -e /proc/self/fd/$fd ] && echo $fd; done'",
    );
    expect(lines).toEqual(["to stderr"]);
  });
});

it("starts from an environment that holds nothing of the engine's", async () => {
  process.env["DATABASE_URL"] = "postgres://secret";
  process.env["AWS_SECRET_ACCESS_KEY"] = "secret";
  await open("bash").run("env");
  delete process.env["DATABASE_URL"];
  delete process.env["AWS_SECRET_ACCESS_KEY"];
  const names = lines.map((line) => line.split("=")[0]);
  expect(new Set(names)).toEqual(new Set(["HOME", "LANG", "MARK", "PATH", "PWD", "SHLVL", "TMPDIR", "_"]));
});

it("tells that a shell cannot be started", async () => {
  await expect(open("/no/such/shell").run("true")).rejects.toThrow("ENOENT");
  await expect(open("bash", { HUGE: "x".repeat(4_000_000) }).run("true")).rejects.toThrow("E2BIG");
});

it("hears the status behind output that only begins like one, whole or cut off", async () => {
  const shellSession = open("bash");
  expect(await shellSession.run(String.raw`printf '\036token-0f3a:9999\036 and \036token-0f3a:'; (exit 5)`)).toBe(5);
  expect(lines).toEqual(["\u001etoken-0f3a:9999\u001e and \u001etoken-0f3a:"]);
});

it("masks secrets and access key ids", async () => {
  await open("bash").run("echo pass=hunter22 key=AKIAIOSFODNN7EXAMPLE");
  expect(lines).toEqual(["pass=*** key=***"]);
});

it("keeps no more output than the limit and says so", async () => {
  const shellSession = open("bash", {}, 1000);
  expect(await shellSession.run("yes | head -c 200000")).toBe(0);
  expect(lines.length).toBeLessThan(600);
  expect(lines.at(-1)).toContain("Output limit of 1000 characters reached");
});

it("keeps characters whole that arrive in two pieces", async () => {
  await open("bash").run("printf '\\342\\202'; sleep 0.1; printf '\\254\\n'");
  expect(lines).toEqual(["€"]);
});

it("ends grandchildren that ignore SIGTERM when it is aborted", async () => {
  const shellSession = open("bash");
  const running = shellSession.run("(trap '' TERM; echo $$ > pid; while :; do sleep 0.1; done) & wait");
  const pidFile = path.join(scratch, "pid");
  await expect.poll(() => readFile(pidFile, "utf8")).toMatch(/\d\n/);
  const group = Number(await readFile(pidFile, "utf8"));
  abort.abort();
  expect(await running).toBe(143);
  expect(await isGroupRunning(group)).toBe(false);
  expect(await shellSession.run("echo too late")).toBe(143);
});

it("runs nothing when it is aborted while it starts", async () => {
  const running = open("bash").run("touch started");
  abort.abort();
  expect(await running).toBe(143);
  expect(existsSync(path.join(scratch, "started"))).toBe(false);
});

it("leaves no background process when it is closed", async () => {
  const shellSession = open("bash");
  await shellSession.run("sleep 1000 & echo $$");
  await shellSession.close();
  const group = Number(lines[0]);
  await expect.poll(() => isGroupRunning(group)).toBe(false);
});

it.each([
  ["bash", "setsid sh -c 'echo $$ > pid; exec sleep 1000'"],
  ["bash", "env -i setsid sh -c 'echo $$ > $0; cd /; exec sleep 1000' $PWD/pid"],
  ["/bin/sh", "env -i setsid sh -c 'echo $$ > $0; cd /; exec sleep 1000' $PWD/pid"],
])("leaves no process either that has made a session of its own: %s, %s", async (shell, command) => {
  const shellSession = open(shell);
  await shellSession.run(`${command} > /dev/null 2>&1 & while [ ! -s pid ]; do sleep 0.02; done`);
  const group = Number(await readFile(path.join(scratch, "pid"), "utf8"));
  await shellSession.close();
  await expect.poll(() => isGroupRunning(group)).toBe(false);
});

it.each([
  ["has made a session of its own", "setsid sh -c 'echo $$ > pid; exec sleep 1000'"],
  [
    "was forked twice and ignores SIGTERM",
    "(setsid sh -c 'trap \"\" TERM; echo $$ > pid; while :; do sleep 0.1; done' &)",
  ],
  ["has emptied its environment", "env -i setsid sh -c 'echo $$ > pid; exec /bin/sleep 1000'"],
  ["has gone elsewhere", "pid=$PWD/pid; export pid; setsid sh -c 'echo $$ > $pid; cd /; exec sleep 1000'"],
  ["has left everything", "(env -i setsid sh -c 'echo $$ > $0; cd /; exec /bin/sleep 1000' $PWD/pid &)"],
])("ends a process that %s when it is aborted", async (_what, command) => {
  const shellSession = open("bash");
  const running = shellSession.run(`${command} > /dev/null 2>&1 & sleep 1000`);
  const pidFile = path.join(scratch, "pid");
  await expect.poll(() => readFile(pidFile, "utf8")).toMatch(/\d\n/);
  const pid = Number(await readFile(pidFile, "utf8"));
  abort.abort();
  await running;
  await shellSession.close();
  expect(await isGroupRunning(pid)).toBe(false);
});

it("lets a new engine end the builds of one that was killed, by their home, and nothing else", async () => {
  const shellSession = open("bash");
  const waiting = shellSession.run("echo $$; sleep 1000");
  await expect.poll(() => lines.length).toBe(1);
  await killOrphanedBuilds(path.join(scratch, "other"));
  expect(await isGroupRunning(Number(lines[0]))).toBe(true);
  await killOrphanedBuilds(scratch);
  expect(await waiting).toBe(137);
});
