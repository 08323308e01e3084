import type { Clock } from "@/lib/clock";
import type { OutputLog } from "../processes/output-log";

export interface PhaseFailure {
  /** As the service spells it: `PRE_BUILD`. */
  readonly phase: string;
  readonly code: "COMMAND_EXECUTION_ERROR" | "YAML_FILE_ERROR" | "CLIENT_ERROR";
  readonly message: string;
}

/** Writes the lines that CodeBuild itself adds to a build's log, in its words. */
export class BuildLog {
  readonly #output: OutputLog;
  readonly #clock: Clock;

  constructor(output: OutputLog, clock: Clock) {
    this.#output = output;
    this.#clock = clock;
  }

  line(text: string): void {
    const stamp = new Date(this.#clock.now()).toISOString().slice(0, 19).replaceAll("-", "/").replace("T", " ");
    this.#output.note(`[Container] ${stamp} ${text}`);
  }

  phaseEntered(phase: string): void {
    this.line(`Entering phase ${phase}`);
  }

  phaseCompleted(phase: string, failure: PhaseFailure | null): void {
    this.line(`Phase complete: ${phase} State: ${failure ? "FAILED" : "SUCCEEDED"}`);
    this.line(`Phase context status code: ${failure?.code ?? ""} Message: ${failure?.message ?? ""}`);
  }
}

/** What the action says about a failed build, as CodePipeline does. */
export function describeFailure({ phase, code, message }: PhaseFailure): string {
  return `Build terminated with state: FAILED. Phase: ${phase}, Code: ${code}, Message: ${message}`;
}
