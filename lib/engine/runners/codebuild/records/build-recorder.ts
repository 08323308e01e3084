import type { Clock } from "@/lib/clock";
import type { BuildPhaseType, BuildRecord, EndedBuildStatus } from "./build-record";
import type { BuildRecordKeeper } from "./build-records";

/** Told what a build goes through. Phases follow one another, so entering one that is open again changes nothing. */
export interface PhaseObserver {
  phaseEntered(type: BuildPhaseType): void;
  phaseEnded(type: BuildPhaseType, status: EndedBuildStatus, context?: PhaseContext): void;
}

export interface PhaseContext {
  readonly statusCode: string;
  readonly message: string;
}

/** For builds that nobody can look up, as those of Commands actions. */
export const NO_PHASE_OBSERVER: PhaseObserver = { phaseEntered: () => undefined, phaseEnded: () => undefined };

/** Keeps the record of one build while it runs. */
export class BuildRecorder implements PhaseObserver {
  readonly #keeper: BuildRecordKeeper;
  readonly #clock: Clock;
  #record: BuildRecord;
  #saved: Promise<void>;

  constructor(
    keeper: BuildRecordKeeper,
    clock: Clock,
    record: Omit<BuildRecord, "phases" | "status" | "currentPhase">,
  ) {
    this.#keeper = keeper;
    this.#clock = clock;
    this.#record = { ...record, status: "IN_PROGRESS", currentPhase: "SUBMITTED", phases: [] };
    for (const type of ["SUBMITTED", "QUEUED", "PROVISIONING"] as const) {
      this.phaseEntered(type);
      this.phaseEnded(type, "SUCCEEDED");
    }
    // The build does not wait for it, and one that cannot be saved now is saved when it has ended.
    this.#saved = keeper.save(this.#record).catch(() => undefined);
  }

  get record(): BuildRecord {
    return this.#record;
  }

  update(changes: Partial<Pick<BuildRecord, "artifacts" | "environment" | "exportedVariables" | "reports">>): void {
    this.#put({ ...this.#record, ...changes });
  }

  phaseEntered(type: BuildPhaseType): void {
    // A repeated build goes through its phases again; the record tells of the last time.
    const earlier = this.#record.phases.findIndex((phase) => phase.type === type);
    const phases = earlier < 0 ? this.#record.phases : this.#record.phases.slice(0, earlier);
    const phase = { type, status: "IN_PROGRESS" as const, startedAt: this.#clock.now(), contexts: [] };
    this.#put({ ...this.#record, currentPhase: type, phases: [...phases, phase] });
  }

  phaseEnded(type: BuildPhaseType, status: EndedBuildStatus, context?: PhaseContext): void {
    const phases = this.#record.phases.map((phase) =>
      phase.type === type
        ? { ...phase, status, endedAt: this.#clock.now(), contexts: context ? [context] : [] }
        : phase,
    );
    this.#put({ ...this.#record, phases });
  }

  /** Resolves once the whole record is on disk. */
  async end(status: EndedBuildStatus): Promise<void> {
    const endedAt = this.#clock.now();
    this.phaseEntered("FINALIZING");
    this.phaseEnded("FINALIZING", "SUCCEEDED");
    this.#record = {
      ...this.#record,
      status,
      endedAt,
      currentPhase: "COMPLETED",
      phases: [...this.#record.phases, { type: "COMPLETED", startedAt: endedAt, contexts: [] }],
    };
    await this.#saved;
    await this.#keeper.save(this.#record);
  }

  #put(record: BuildRecord): void {
    this.#record = record;
    this.#keeper.put(record);
  }
}
