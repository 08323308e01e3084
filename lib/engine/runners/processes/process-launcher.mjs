/**
 * The process that starts the processes of builds. Starting one copies the page tables of whoever starts it, which
 * takes milliseconds in an engine that holds thousands of executions, and next to nothing here. So this file imports
 * nothing but what it needs, and its environment is empty.
 *
 * Messages in: what to start, with an `id`. Messages out: `launched` with the pid, or `refused` with the reason; `exited`.
 */
import { spawn } from "node:child_process";
import { closeSync, constants, openSync } from "node:fs";

/** Their pids. @type {Set<number>} */
const running = new Set();

process.on("message", launch);

/** Builds know it as their parent, and one that says `kill $PPID` is not to end all others. */
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, () => undefined);

/** The engine is gone, and whatever it ran must not go on without it. */
process.on("disconnect", () => {
  for (const pid of running) {
    try {
      process.kill(-pid, "SIGKILL");
    } catch {
      // It has just ended by itself.
    }
  }
  process.exit();
});

function launch({ id, command, args, directory, environment, user, output, commands }) {
  const opened = [];
  try {
    opened.push(openPipe(output, "w"), openPipe(commands, "r"));
    const [outputFd, commandsFd] = opened;
    const child = spawn(command, args, {
      cwd: directory,
      env: environment,
      detached: true,
      ...user,
      stdio: ["ignore", outputFd, "ignore", commandsFd],
    });
    child.once("error", (error) => refuse(id, error));
    const { pid } = child;
    if (pid === undefined) return;
    running.add(pid);
    child.once("exit", (code, signal) => {
      running.delete(pid);
      process.send({ type: "exited", id, code, signal });
    });
    process.send({ type: "launched", id, pid });
  } catch (error) {
    // An environment that is too large is refused at once.
    refuse(id, error);
  } finally {
    for (const fd of opened) closeSync(fd);
  }
}

/** Opening a named pipe waits for its other end, for ever where the engine was killed just now, unless both are open. */
function openPipe(name, flags) {
  const both = openSync(name, constants.O_RDWR);
  try {
    return openSync(name, flags);
  } finally {
    closeSync(both);
  }
}

function refuse(id, error) {
  process.send({ type: "refused", id, reason: error.message });
}
