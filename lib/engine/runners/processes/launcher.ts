import { spawn, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { exitStatus, processEnvironment } from "./process-group";
import type { UnixUser } from "./run-as";

const LAUNCHER_FILE = fileURLToPath(new URL("./process-launcher.mjs", import.meta.url));
/** As after SIGKILL: the launcher was killed, and its processes are nobody's. */
const STATUS_WITHOUT_LAUNCHER = 137;

export interface LaunchRequest {
  readonly command: string;
  readonly args: readonly string[];
  readonly directory: string;
  /** All the process gets. */
  readonly environment: Readonly<Record<string, string>>;
  /** Null: the engine's own. */
  readonly user: UnixUser | null;
  /** A named pipe that somebody reads: standard output. Standard input and error go nowhere. */
  readonly output: string;
  /** A named pipe that somebody writes: descriptor 3. */
  readonly commands: string;
  /** Whether the engine may end without waiting for it until somebody holds it. */
  readonly isIdle?: boolean;
}

/** A process in a group of its own. */
export interface LaunchedProcess {
  readonly pid: number;
  /** The exit status as a shell would tell it. */
  readonly exited: Promise<number>;
  /** Somebody waits for it now. */
  hold(): void;
}

export interface Launcher {
  /** @throws when it cannot be started */
  launch(request: LaunchRequest): Promise<LaunchedProcess>;
}

const answer = z.discriminatedUnion("type", [
  z.object({ type: z.literal("launched"), id: z.number(), pid: z.number() }),
  z.object({ type: z.literal("refused"), id: z.number(), reason: z.string() }),
  z.object({
    type: z.literal("exited"),
    id: z.number(),
    code: z.number().nullable(),
    // The cast only names what Node sends.
    signal: z.custom<NodeJS.Signals>((value) => typeof value === "string").nullable(),
  }),
]);

interface Waiting {
  launched(pid: number): void;
  refused(reason: Error): void;
  exited(status: number): void;
}

/**
 * Starts processes through one small process of its own, which is started at the first use, does not keep the engine
 * alive, ends with it, and takes everything it has started along.
 */
export function createLauncher(): Launcher {
  const waiting = new Map<number, Waiting>();
  const held = new Set<number>();
  let launcher: ChildProcess | null = null;
  let count = 0;

  function connect(): ChildProcess {
    // Detached, because Ctrl-C in a terminal goes to the whole group, and builds are to end before their launcher.
    const started = spawn(process.execPath, [LAUNCHER_FILE], {
      env: processEnvironment({}),
      detached: true,
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    started.on("message", hear);
    started.on("error", lose);
    started.once("exit", lose);
    started.unref();
    return started;

    function lose(cause: unknown): void {
      if (launcher === started) launcher = null;
      const reason = new Error("The process that starts builds has ended", { cause });
      for (const { refused, exited } of waiting.values()) {
        refused(reason);
        exited(STATUS_WITHOUT_LAUNCHER);
      }
      waiting.clear();
      held.clear();
    }
  }

  /** While something is waited for, the launcher keeps the engine waiting, as a child of the engine's own would. */
  function hold(id: number): void {
    held.add(id);
    launcher?.channel?.ref();
  }

  function letGo(id: number): void {
    held.delete(id);
    if (held.size === 0) launcher?.channel?.unref();
  }

  function hear(message: unknown): void {
    const heard = answer.parse(message);
    const who = waiting.get(heard.id);
    if (heard.type === "launched") return who?.launched(heard.pid);
    waiting.delete(heard.id);
    letGo(heard.id);
    if (heard.type === "refused") return who?.refused(new Error(heard.reason));
    who?.exited(exitStatus(heard.code, heard.signal));
  }

  return {
    async launch({ isIdle = false, ...request }) {
      launcher ??= connect();
      const id = (count += 1);
      let exited: (status: number) => void = () => undefined;
      const exit = new Promise<number>((resolve) => {
        exited = resolve;
      });
      const pid = await new Promise<number>((resolve, reject) => {
        waiting.set(id, { launched: resolve, refused: reject, exited });
        // Also for one that idles, until it is known to have been started.
        hold(id);
        launcher?.send({ ...request, id });
      });
      if (isIdle) letGo(id);
      return {
        pid,
        exited: exit,
        hold: () => {
          if (waiting.has(id)) hold(id);
        },
      };
    },
  };
}
