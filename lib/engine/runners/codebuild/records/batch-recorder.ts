import type { Clock } from "@/lib/clock";
import type { BatchEntry } from "../batch/expand-batch";
import type { BatchPhaseType, BatchRecord } from "./batch-record";
import type { RecordFiles } from "./record-files";

const END_PHASES = { SUCCEEDED: "SUCCEEDED", FAILED: "FAILED", STOPPED: "STOPPED" } as const;
type BatchEnd = keyof typeof END_PHASES;

/** Keeps the record of one batch while it runs. */
export class BatchRecorder {
  readonly #keeper: RecordFiles<BatchRecord>;
  readonly #clock: Clock;
  #record: BatchRecord;
  #saved: Promise<void>;

  constructor(
    keeper: RecordFiles<BatchRecord>,
    clock: Clock,
    record: Omit<BatchRecord, "phases" | "status" | "currentPhase" | "groups" | "startedAt">,
  ) {
    this.#keeper = keeper;
    this.#clock = clock;
    const startedAt = clock.now();
    this.#record = { ...record, startedAt, status: "IN_PROGRESS", currentPhase: "SUBMITTED", phases: [], groups: [] };
    this.enter("SUBMITTED");
    // The batch does not wait for it, and one that cannot be saved now is saved when it has ended.
    this.#saved = keeper.save(this.#record).catch(() => undefined);
  }

  /** Ends the phase before, well. */
  enter(type: BatchPhaseType): void {
    const phases = [
      ...this.#closed("SUCCEEDED", []),
      { type, status: "IN_PROGRESS" as const, startedAt: this.#clock.now(), contexts: [] },
    ];
    this.#put({ ...this.#record, currentPhase: type, phases });
  }

  planned(entries: readonly BatchEntry[]): void {
    const groups = entries.map(({ identifier, dependsOn, ignoresFailure }) => ({
      identifier,
      dependsOn: [...dependsOn],
      ignoresFailure,
    }));
    this.#put({ ...this.#record, groups });
  }

  begun(identifier: string, buildId: string): void {
    const groups = this.#record.groups.map((group) =>
      group.identifier === identifier ? { ...group, buildId } : group,
    );
    this.#put({ ...this.#record, groups });
  }

  /** Resolves once the whole record is on disk. */
  async end(status: BatchEnd, reason?: string): Promise<void> {
    const endedAt = this.#clock.now();
    const contexts = reason === undefined ? [] : [{ statusCode: `BATCH_${status}`, message: reason }];
    const type = END_PHASES[status];
    const phases = [...this.#closed(status, contexts), { type, startedAt: endedAt, contexts: [] }];
    this.#record = { ...this.#record, status, endedAt, currentPhase: type, phases };
    await this.#saved;
    await this.#keeper.save(this.#record);
  }

  #closed(status: BatchEnd, contexts: BatchRecord["phases"][number]["contexts"]): BatchRecord["phases"] {
    const endedAt = this.#clock.now();
    return this.#record.phases.map((phase) =>
      phase.status === "IN_PROGRESS" ? { ...phase, status, endedAt, contexts } : phase,
    );
  }

  #put(record: BatchRecord): void {
    this.#record = record;
    this.#keeper.put(record);
  }
}
