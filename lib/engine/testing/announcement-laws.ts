import type { ActionExecutionStatus, PipelineExecutionStatus, StageExecutionStatus } from "@/lib/pipeline/execution";
import type { StateChangeEvent } from "../state-change-event";
import type { Step } from "../step";

const EXECUTION_CHANGES = {
  InProgress: ["STARTED", "RESUMED"],
  Stopping: ["STOPPING"],
  Stopped: ["STOPPED"],
  Succeeded: ["SUCCEEDED"],
  Failed: ["FAILED"],
  Cancelled: ["CANCELED"],
  Superseded: ["SUPERSEDED"],
} as const satisfies Record<PipelineExecutionStatus, readonly string[]>;

const STAGE_CHANGES = {
  InProgress: ["STARTED", "RESUMED"],
  Stopping: ["STOPPING"],
  Stopped: ["STOPPED"],
  Succeeded: ["SUCCEEDED"],
  Failed: ["FAILED"],
  Cancelled: ["CANCELED"],
  // No event tells that a stage is skipped.
  Skipped: ["STARTED", "RESUMED"],
} as const satisfies Record<StageExecutionStatus, readonly string[]>;

const ACTION_CHANGES = {
  InProgress: ["STARTED"],
  Succeeded: ["SUCCEEDED"],
  Failed: ["FAILED"],
  Abandoned: ["ABANDONED"],
} as const satisfies Record<ActionExecutionStatus, readonly string[]>;

/** What must hold of the state-change events of a pipeline, whatever happens to it. */
export class AnnouncementLaws {
  readonly broken = new Set<string>();
  /** By what it is about: the state that was told last. */
  readonly #told = new Map<string, string>();

  watch({ announcements, executions, actionExecutions, state }: Step): void {
    for (const event of announcements) this.#hear(event);
    for (const { pipelineExecutionId, status } of executions) {
      this.#hold("an execution", this.#isTold([pipelineExecutionId], EXECUTION_CHANGES[status]));
    }
    for (const { actionExecutionId, status } of actionExecutions) {
      this.#hold("an attempt of an action", this.#isTold([actionExecutionId], ACTION_CHANGES[status]));
    }
    for (const { record, stages } of Object.values(state.executions)) {
      for (const { stageName, status } of Object.values(stages)) {
        this.#hold("a stage", this.#isTold([record.pipelineExecutionId, stageName], STAGE_CHANGES[status]));
      }
    }
  }

  #hear({ detail }: StateChangeEvent): void {
    const { stage, "action-execution-id": actionExecutionId } = detail;
    const subject = keyOf(actionExecutionId === undefined ? [detail["execution-id"], stage] : [actionExecutionId]);
    // A stage may be retried twice without failing between, while a sibling of what failed goes on.
    const isRepeated = detail.state !== "RESUMED" && this.#told.get(subject) === detail.state;
    if (isRepeated) this.broken.add("no event tells the same again");
    this.#told.set(subject, detail.state);
  }

  #isTold(subject: readonly string[], states: readonly string[]): boolean {
    return states.includes(this.#told.get(keyOf(subject)) ?? "");
  }

  #hold(subject: string, holds: boolean): void {
    if (!holds) this.broken.add(`the last event about ${subject} tells how it stands`);
  }
}

function keyOf(subject: readonly unknown[]): string {
  return JSON.stringify(subject.filter((part) => part !== undefined));
}
