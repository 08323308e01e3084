import type { Clock } from "@/lib/clock";
import type { OutputLog } from "../processes/output-log";
import type { BuildPhaseType, EndedBuildStatus } from "./records/build-record";
import type { PhaseObserver } from "./records/build-recorder";
import type { SecretError } from "./secrets";

export interface PhaseFailure {
  readonly phase: BuildPhaseType;
  readonly code:
    | "COMMAND_EXECUTION_ERROR"
    | "YAML_FILE_ERROR"
    | "CLIENT_ERROR"
    | "BUILD_TIMED_OUT"
    | "BUILD_STOPPED"
    | SecretError["statusCode"];
  readonly message: string;
}

/** Writes the lines that CodeBuild itself adds to a build's log, in its words, and tells of its phases. */
export class BuildLog {
  readonly #output: OutputLog;
  readonly #clock: Clock;
  readonly #observer: PhaseObserver;
  #stampedSecond = Number.NaN;
  #stampText = "";

  constructor(output: OutputLog, clock: Clock, observer: PhaseObserver) {
    this.#output = output;
    this.#clock = clock;
    this.#observer = observer;
  }

  line(text: string): void {
    this.#output.note(`[Container] ${this.#stamp()} ${text}`);
  }

  /** `2026/11/27 18:20:27`, kept while it is true: making it takes longer than all else about a line. */
  #stamp(): string {
    const second = Math.floor(this.#clock.now() / 1000);
    if (second !== this.#stampedSecond) {
      this.#stampedSecond = second;
      this.#stampText = new Date(second * 1000).toISOString().slice(0, 19).replaceAll("-", "/").replace("T", " ");
    }
    return this.#stampText;
  }

  phaseEntered(phase: BuildPhaseType): void {
    this.#observer.phaseEntered(phase);
    this.line(`Entering phase ${phase}`);
  }

  phaseCompleted(phase: BuildPhaseType, failure: PhaseFailure | null): void {
    const status = failure ? statusOfFailure(failure) : "SUCCEEDED";
    this.#observer.phaseEnded(
      phase,
      status,
      failure ? { statusCode: failure.code, message: failure.message } : undefined,
    );
    this.line(`Phase complete: ${phase} State: ${status}`);
    this.line(`Phase context status code: ${failure?.code ?? ""} Message: ${failure?.message ?? ""}`);
  }
}

export function statusOfFailure({ code }: PhaseFailure): EndedBuildStatus {
  if (code === "BUILD_TIMED_OUT") return "TIMED_OUT";
  return code === "BUILD_STOPPED" ? "STOPPED" : "FAILED";
}

/** What the action says about a failed build, as CodePipeline does. */
export function describeFailure(failure: PhaseFailure): string {
  const { phase, code, message } = failure;
  return `Build terminated with state: ${statusOfFailure(failure)}. Phase: ${phase}, Code: ${code}, Message: ${message}`;
}
