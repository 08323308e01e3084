import type { RunnerContext } from "./runner";

/** Waits by the engine's clock, and no longer than the action is wanted. */
export function wait({ clock, signal }: Pick<RunnerContext, "clock" | "signal">, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.setTimer(delayMs, end);
    signal.addEventListener("abort", end, { once: true });
    if (signal.aborted) end();
    function end(): void {
      cancel();
      signal.removeEventListener("abort", end);
      resolve();
    }
  });
}
