import type { Clock } from "@/lib/clock";
import type { DeploymentEventProgress, DeploymentTargetProgress, LifecycleEventStatus } from "../runner";

/** The events of a deployment on one target, with their times: what ListDeployActionExecutionTargets shows. */
export class EventList {
  readonly #clock: Clock;
  readonly #onChange: () => void;
  readonly #events: Map<string, DeploymentEventProgress>;

  constructor(planned: readonly string[], clock: Clock, onChange: () => void) {
    this.#clock = clock;
    this.#onChange = onChange;
    this.#events = new Map(planned.map((name) => [name, { name, status: "Pending" }]));
  }

  get progress(): Omit<DeploymentTargetProgress, "name" | "type"> {
    const events = [...this.#events.values()];
    const starts = events.flatMap(({ startedAt }) => startedAt ?? []);
    const ends = events.flatMap(({ endedAt }) => endedAt ?? []);
    const status = overallStatus(events);
    const isOver = status !== "Pending" && status !== "InProgress";
    return {
      status,
      ...(starts.length > 0 && { startedAt: Math.min(...starts) }),
      ...(isOver && ends.length > 0 && { endedAt: Math.max(...ends) }),
      events,
    };
  }

  /** An event that was not planned joins the end of the list. */
  begin(name: string): void {
    this.#set({ name, status: "InProgress", startedAt: this.#clock.now() });
  }

  /** @param failure what went wrong, null for a success */
  end(name: string, failure: string | null): void {
    const begun = this.#events.get(name) ?? { name };
    const endedAt = this.#clock.now();
    this.#set(
      failure === null
        ? { ...begun, status: "Succeeded", endedAt }
        : { ...begun, status: "Failed", endedAt, message: failure },
    );
  }

  /** What has not begun will not happen. */
  skip(message?: string): void {
    for (const event of this.#events.values()) {
      if (event.status !== "Pending") continue;
      this.#events.set(event.name, { ...event, status: "Skipped", ...(message !== undefined && { message }) });
    }
    this.#onChange();
  }

  #set(event: DeploymentEventProgress): void {
    this.#events.set(event.name, event);
    this.#onChange();
  }
}

function overallStatus(events: readonly { readonly status: LifecycleEventStatus }[]): LifecycleEventStatus {
  const has = (status: LifecycleEventStatus): boolean => events.some((event) => event.status === status);
  if (has("Failed")) return "Failed";
  if (events.every(({ status }) => status === "Pending")) return "Pending";
  if (has("Pending") || has("InProgress")) return "InProgress";
  return has("Skipped") ? "Skipped" : "Succeeded";
}
