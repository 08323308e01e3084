import { FakeClock } from "@/lib/clock";
import { parseDefinition } from "../definition";
import { runStateMachine } from "../run-state-machine";

export const RUN_ID = "0a1b2c3d-4e5f-4607-9182-a3b4c5d6e7f8";

type Task = (resource: string, input: unknown) => unknown;

/** Runs a definition on a clock that moves whenever something waits for it. A task gives back its input. */
export async function runDefinition(
  definition: object,
  input: unknown = {},
  task: Task = (_resource, value) => value,
): Promise<{ readonly output: unknown; readonly notes: readonly string[]; readonly waitedMs: number }> {
  const clock = new FakeClock();
  const notes: string[] = [];
  const setTimer = clock.setTimer.bind(clock);
  clock.setTimer = (delayMs, callback) => {
    const cancel = setTimer(delayMs, callback);
    if (delayMs < 600_000) queueMicrotask(() => clock.advance(delayMs));
    return cancel;
  };
  const startedAt = clock.now();
  const output = await runStateMachine(parseDefinition(JSON.stringify(definition)), input, {
    clock,
    signal: new AbortController().signal,
    context: { Execution: { Name: "run-1" } },
    newId: () => RUN_ID,
    runTask: async (resource, value) => task(resource, value),
    note: (text) => void notes.push(text),
  });
  return { output, notes, waitedMs: clock.now() - startedAt };
}
