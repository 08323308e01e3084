import type { Clock } from "@/lib/clock";
import type { ActionProgress, DeploymentTargetProgress } from "../runner";

/**
 * Every report is an event of the pipeline that is saved with all targets in it, so it comes no more often than this,
 * and less often the more targets there are.
 */
const INTERVAL_MS = 100;
const INTERVAL_PER_TARGET_MS = 5;

/** Tells the engine what a deployment has done on each of its targets so far. */
export class TargetReport {
  readonly #targets: { readonly progress: DeploymentTargetProgress }[] = [];
  readonly #clock: Clock;
  readonly #report: (progress: ActionProgress) => void;
  #toldAt = Number.NEGATIVE_INFINITY;
  #cancel: (() => void) | null = null;

  constructor({ clock, report }: { readonly clock: Clock; readonly report: (progress: ActionProgress) => void }) {
    this.#clock = clock;
    this.#report = report;
  }

  add(target: { readonly progress: DeploymentTargetProgress }): void {
    this.#targets.push(target);
  }

  /** Something has changed: it is told at once, or with what changes soon after. */
  change(): void {
    const interval = Math.max(INTERVAL_MS, INTERVAL_PER_TARGET_MS * this.#targets.length);
    const wait = this.#toldAt + interval - this.#clock.now();
    if (wait <= 0) this.flush();
    else this.#cancel ??= this.#clock.setTimer(wait, () => this.flush());
  }

  flush(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#toldAt = this.#clock.now();
    const targets = this.#targets.map(({ progress }) => progress);
    this.#report({ targets, percentComplete: percentOf(targets) });
  }
}

function percentOf(targets: readonly DeploymentTargetProgress[]): number {
  const events = targets.flatMap((target) => target.events);
  const ended = events.filter(({ status }) => status !== "Pending" && status !== "InProgress");
  return events.length === 0 ? 0 : Math.floor((100 * ended.length) / events.length);
}
