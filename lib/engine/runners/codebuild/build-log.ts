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

  constructor(output: OutputLog, clock: Clock, observer: PhaseObserver) {
    this.#output = output;
    this.#clock = clock;
    this.#observer = observer;
  }

  line(text: string): void {
    const stamp = new Date(this.#clock.now()).toISOString().slice(0, 19).replaceAll("-", "/").replace("T", " ");
    this.#output.note(`[Container] ${stamp} ${text}`);
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
