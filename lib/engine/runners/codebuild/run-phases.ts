import type { BuildLog, PhaseFailure } from "./build-log";
import { PHASES, type Buildspec, type BuildspecPhase, type PhaseName } from "./buildspec";
import { matchesFailure, parseOnFailure, type OnFailure } from "./on-failure";

/** What the phases of a build run in. */
export interface PhaseHost {
  readonly log: BuildLog;
  /** Whom the commands that come run as; undefined: the user of the build. */
  runAs(userName: string | undefined): Promise<void>;
  /** Runs one command and gives its exit status. @param isLast nothing can come after it, whatever its status */
  run(command: string, isLast: boolean): Promise<number>;
  /** Later commands see it as CODEBUILD_BUILD_SUCCEEDING. */
  setSucceeding(isSucceeding: boolean): void;
  /** Why the build has to end now, as the failure of the phase it is in; null while it may go on. */
  interruption(phase: Uppercase<PhaseName>): PhaseFailure | null;
}

export interface PhasesResult {
  /** The first failure, which is the build's; later phases may have run after it. */
  readonly failure: PhaseFailure | null;
  /** UPLOAD_ARTIFACTS is tried once post_build was reached, also after a failed build phase. */
  readonly reachedPostBuild: boolean;
  /** How often the failed phase wants the whole build repeated. */
  readonly retries: number;
}

/** A command may be a whole script; the log has all of it. */
const LONGEST_COMMAND_IN_MESSAGE = 1_000;

/**
 * Runs install, pre_build, build and post_build. A failed install or pre_build ends the build, a failed build phase
 * still runs post_build; `on-failure` overrides both. The build has failed once any phase has.
 * @see https://docs.aws.amazon.com/codebuild/latest/userguide/view-build-details-phases.html
 */
export async function runPhases(spec: Buildspec, host: PhaseHost): Promise<PhasesResult> {
  let failure: PhaseFailure | null = null;
  const lastPhase = PHASES.findLast((name) => commandCount(spec.phases[name]) > 0);
  for (const name of PHASES) {
    const phase = spec.phases[name] ?? {};
    const label = labelOf(name);
    if (phase["run-as"] !== undefined || spec["run-as"] !== undefined) {
      await host.runAs(phase["run-as"] ?? spec["run-as"]);
    }
    const phaseFailure = await runPhase({ label, phase, isLast: name === lastPhase }, host);
    const interruption = host.interruption(label);
    if (interruption) return { failure: phaseFailure ?? interruption, reachedPostBuild: false, retries: 0 };
    if (!phaseFailure) continue;
    failure ??= phaseFailure;
    const onFailure = onFailureOf(phase);
    if (onFailure?.action === "RETRY" && matchesFailure(onFailure.pattern, phaseFailure.message)) {
      return { failure, reachedPostBuild: false, retries: onFailure.times };
    }
    if (!goesOn(name, onFailure)) return { failure, reachedPostBuild: name === "post_build", retries: 0 };
    host.setSucceeding(false);
  }
  return { failure, reachedPostBuild: true, retries: 0 };
}

function labelOf(name: PhaseName): Uppercase<PhaseName> {
  // The cast holds because these are the same letters.
  return name.toUpperCase() as Uppercase<PhaseName>;
}

function commandCount(phase: BuildspecPhase | undefined): number {
  return (phase?.commands?.length ?? 0) + (phase?.finally?.length ?? 0);
}

interface PhaseRun {
  readonly label: Uppercase<PhaseName>;
  readonly phase: BuildspecPhase;
  /** No later phase has commands. */
  readonly isLast: boolean;
}

async function runPhase({ label, phase, isLast }: PhaseRun, host: PhaseHost): Promise<PhaseFailure | null> {
  host.log.phaseEntered(label);
  for (const [runtime, version] of Object.entries(phase["runtime-versions"] ?? {})) {
    host.log.line(`Runtime ${runtime} ${version} is not installed: commands use what this machine has`);
  }
  const { commands = [], finally: lastly = [] } = phase;
  let failure = await runCommands({ label, commands, isLast: isLast && lastly.length === 0 }, host);
  if (failure) host.setSucceeding(false);
  const finallyFailure = await runCommands({ label, commands: lastly, isLast }, host);
  failure = host.interruption(label) ?? failure ?? finallyFailure;
  host.log.phaseCompleted(label, failure);
  return failure;
}

/** A failing command skips the rest of its list. */
async function runCommands(
  { label, commands, isLast }: Omit<PhaseRun, "phase"> & { readonly commands: readonly string[] },
  host: PhaseHost,
): Promise<PhaseFailure | null> {
  for (const [index, command] of commands.entries()) {
    if (host.interruption(label)) return null;
    host.log.line(`Running command ${command}`);
    const status = await host.run(command, isLast && index === commands.length - 1);
    if (status === 0) continue;
    host.log.line(`Command did not exit successfully ${command} exit status ${status}`);
    const shown = command.trim().slice(0, LONGEST_COMMAND_IN_MESSAGE);
    const message = `Error while executing command: ${shown}. Reason: exit status ${status}`;
    return { phase: label, code: "COMMAND_EXECUTION_ERROR", message };
  }
  return null;
}

function onFailureOf(phase: BuildspecPhase): OnFailure | null {
  const text = phase["on-failure"];
  return text === undefined ? null : parseOnFailure(text);
}

function goesOn(name: PhaseName, onFailure: OnFailure | null): boolean {
  if (onFailure) return onFailure.action === "CONTINUE";
  return name === "build";
}
