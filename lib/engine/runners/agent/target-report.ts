import type { Clock } from "@/lib/clock";
import type { ActionProgress, DeploymentTargetProgress } from "../runner";

/** Every report is an event of the pipeline, so many targets at once are told about no more often than this. */
const INTERVAL_MS = 100;

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
    const wait = this.#toldAt + INTERVAL_MS - this.#clock.now();
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
