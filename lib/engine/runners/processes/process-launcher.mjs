/**
 * The process that starts the processes of builds. Starting one copies the page tables of whoever starts it, which
 * takes milliseconds in an engine that holds thousands of executions, and next to nothing here. So this file imports
 * nothing but what it needs, and its environment is empty.
 *
 * Messages in: `launch` with an `id`, then `write` and `end` for descriptor 3 of that process. Messages out: `launched`
 * with the pid, or `refused` with the reason; `exited`.
 */
import { spawn } from "node:child_process";
import { closeSync, constants, openSync } from "node:fs";

/** @type {Map<number, { pid: number, commands: import("node:stream").Writable }>} */
const running = new Map();

process.on("message", (message) => {
  if (message.type === "launch") return launch(message);
  const commands = running.get(message.id)?.commands;
  if (message.type === "write") commands?.write(message.text);
  else commands?.end();
});

/** The engine is gone, and whatever it ran must not go on without it. */
process.on("disconnect", () => {
  for (const { pid } of running.values()) {
    try {
      process.kill(-pid, "SIGKILL");
    } catch {
      // It has just ended by itself.
    }
  }
  process.exit();
});

function launch({ id, command, args, directory, environment, user, output }) {
  let outputFd = null;
  try {
    outputFd = openPipe(output);
    const child = spawn(command, args, {
      cwd: directory,
      env: environment,
      detached: true,
      ...user,
      stdio: ["ignore", outputFd, "ignore", "pipe"],
    });
    child.once("error", (error) => refuse(id, error));
    if (child.pid === undefined) return;
    const commands = child.stdio[3];
    running.set(id, { pid: child.pid, commands });
    // A process that has ended refuses what is written to it; its exit says what happened.
    commands.on("error", () => commands.destroy());
    child.once("exit", (code, signal) => {
      running.delete(id);
      process.send({ type: "exited", id, code, signal });
    });
    process.send({ type: "launched", id, pid: child.pid });
  } catch (error) {
    // An environment that is too large is refused at once.
    refuse(id, error);
  } finally {
    if (outputFd !== null) closeSync(outputFd);
  }
}

/** Opening a named pipe waits for its reader, for ever where the engine was killed just now, unless one reads it too. */
function openPipe(name) {
  const reader = openSync(name, constants.O_RDWR);
  try {
    return openSync(name, "w");
  } finally {
    closeSync(reader);
  }
}

function refuse(id, error) {
  process.send({ type: "refused", id, reason: error.message });
}
