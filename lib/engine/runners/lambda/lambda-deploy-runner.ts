import { ActionFailure } from "../action-failure";
import { openPipelineLog } from "../open-action-log";
import type { ActionJob, LogWriter, Runner, RunnerContext } from "../runner";
import { wait } from "../wait";
import { shiftSteps } from "./deploy-strategy";
import type { FunctionVersions } from "./function-versions";
import { findFunction } from "./run-function";

/** Alarms are looked at this often while traffic shifts. */
const LOOK_EVERY_MS = 2_000;
/** @see https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-LambdaDeploy.html */
const MOST_ALARMS = 10;

/**
 * Runs Lambda deploy actions: publishes the artifact as a new version of a registered function, and moves an alias to it
 * as the strategy says, by the engine's clock. Calls of the alias follow its weights. An alarm, or an end of the action
 * before its time, moves the alias back. An alias that does not exist yet is made at once.
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-LambdaDeploy.html
 */
export function createLambdaDeployRunner(versions: FunctionVersions): Runner {
  return {
    async run(job, context) {
      const { FunctionName = "", FunctionAlias: alias, DeployStrategy = "AllAtOnce" } = job.configuration;
      const { function: deployed } = await findFunction(FunctionName, context);
      const steps = shiftSteps(DeployStrategy);
      if (alias === undefined && steps.length > 1) {
        throw new ActionFailure(
          "ConfigurationError",
          `DeployStrategy ${DeployStrategy} of ${job.actionName} needs FunctionAlias: only the traffic of an alias can be shifted.`,
        );
      }
      const alarms = alarmNames(job);
      const externalExecutionId = context.newId();
      const log = openPipelineLog(job, context, externalExecutionId);
      try {
        const version = await versionOf(job, deployed.name, versions, context);
        log.line(`Version ${version} of function ${deployed.name} is to be called`);
        if (alias !== undefined) {
          const shift = { name: deployed.name, alias, version, steps, alarms };
          await shiftAlias(shift, { versions, log, context });
        }
        const summary = `Version ${version}${alias === undefined ? "" : `, to which ${alias} points`}`;
        return { status: "Succeeded", externalExecutionId, summary, outputVariables: { FunctionVersion: version } };
      } finally {
        await log.flush();
      }
    },
  };
}

/** The version that was named, or a new one from the artifact. */
async function versionOf(
  { actionName, configuration, inputArtifacts }: ActionJob,
  name: string,
  versions: FunctionVersions,
  { artifacts }: RunnerContext,
): Promise<string> {
  const named = configuration["PublishedTargetVersion"];
  if (named !== undefined) {
    if (await versions.hasVersion(name, named)) return named;
    throw new ActionFailure("ConfigurationError", `Function ${name} has no version ${named}.`);
  }
  const [input] = inputArtifacts;
  if (input) return versions.publish(name, (directory) => artifacts.extract(input.location, directory));
  throw new ActionFailure(
    "ConfigurationError",
    `Action ${actionName} needs an input artifact or PublishedTargetVersion.`,
  );
}

interface Shift {
  readonly name: string;
  readonly alias: string;
  readonly version: string;
  readonly steps: ReturnType<typeof shiftSteps>;
  readonly alarms: readonly string[];
}

interface ShiftMeans {
  readonly versions: FunctionVersions;
  readonly log: LogWriter;
  readonly context: RunnerContext;
}

async function shiftAlias({ name, alias, version, steps, alarms }: Shift, means: ShiftMeans): Promise<void> {
  const { versions, log, context } = means;
  const before = (await versions.findAlias(name, alias))?.version;
  for (const [index, { percent, waitMs }] of steps.entries()) {
    const isShifting = before !== undefined && before !== version && percent < 100;
    if (!isShifting && percent < 100) continue;
    const shift = { version, weight: percent / 100 };
    await versions.putAlias(name, alias, isShifting ? { version: before, shift } : { version });
    log.line(`Alias ${alias}: ${percent} % of the calls go to version ${version}`);
    context.report({ percentComplete: Math.round(((index + 1) / steps.length) * 100) });
    const reason = isShifting ? await watch(waitMs, alarms, context) : null;
    if (reason === null || before === undefined) continue;
    await versions.putAlias(name, alias, { version: before });
    log.line(`Alias ${alias} was moved back to version ${before}: ${reason}`);
    throw new ActionFailure("JobFailed", `The alias ${alias} of function ${name} was moved back: ${reason}`);
  }
}

/** @returns why the shift has to end, null when all went well for as long */
async function watch(waitMs: number, alarms: readonly string[], context: RunnerContext): Promise<string | null> {
  const until = context.clock.now() + waitMs;
  for (;;) {
    if (context.signal.aborted) return "the action was stopped";
    for (const name of alarms) {
      const alarm = await context.resources.find("alarm", name);
      if (alarm?.state === "ALARM") return `alarm ${name} is in state ALARM, as set under Local resources`;
    }
    const leftMs = until - context.clock.now();
    if (leftMs <= 0) return null;
    await wait(context, alarms.length > 0 ? Math.min(leftMs, LOOK_EVERY_MS) : leftMs);
  }
}

function alarmNames({ actionName, configuration }: ActionJob): readonly string[] {
  const names = (configuration["Alarms"] ?? "")
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  if (names.length <= MOST_ALARMS) return names;
  throw new ActionFailure(
    "ConfigurationError",
    `Alarms of ${actionName} names ${names.length} alarms; ${MOST_ALARMS} are the most.`,
  );
}
