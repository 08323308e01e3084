import { writeFile } from "node:fs/promises";
import path from "node:path";
import { findActionType } from "@/lib/pipeline/action-types/catalogue";
import type { Stacks } from "../../cloudformation/stacks";
import type { Simulation } from "../../local-resources";
import { ActionFailure } from "../action-failure";
import { checkConfiguration } from "../check-configuration";
import { openPipelineLog } from "../open-action-log";
import { pauseUnlessAborted } from "../processes/process-group";
import type { ActionJob, ActionOutcome, LogWriter, Runner, RunnerContext } from "../runner";
import { ArtifactFiles } from "./artifact-files";
import { findSimulation, subjectOf } from "./find-simulation";
import { findSimulatedProvider } from "./providers";
import type { SimulatedPlan, SimulatedResult, SimulatedWork } from "./simulated-provider";
import type { SimulatedState } from "./simulated-state";

const LABEL = "Simulated locally";
const NOTHING_IS_DONE = "is not run by this engine. Its inputs are checked, nothing else is done.";
/** By provider, where something is. */
const WHAT_IS_DONE: Readonly<Record<string, string>> = {
  CloudFormation:
    "makes the pipelines, webhooks, custom action types and build projects of its template. All other resources are only remembered.",
};

/**
 * Stands in for a provider that this engine does not run. Its inputs are checked as the provider would check them, then
 * the action ends as a person has bound it, else it succeeds at once. Log, summary and output artifacts say so.
 */
export function createSimulatedRunner(state: SimulatedState, stacks: Stacks): Runner {
  return {
    async run(job, context) {
      const externalExecutionId = context.newId();
      const log = openPipelineLog(job, context, externalExecutionId);
      const { category, provider } = job.actionTypeId;
      log.line(`${LABEL}: ${provider} (${category}) ${WHAT_IS_DONE[provider] ?? NOTHING_IS_DONE}`);
      logConfiguration(job, log);
      try {
        // One action at a time for one goal: a stack that is being updated takes no second update.
        const subject = `${job.accountId}/${job.region}/${provider}/${subjectOf(job)}`;
        const outcome = await state.inTurn("turns", subject, () => simulate(job, context, { log, state, stacks }));
        return { externalExecutionId, ...outcome };
      } finally {
        await log.flush();
      }
    },
  };
}

async function simulate(
  job: ActionJob,
  context: RunnerContext,
  { log, ...memory }: { readonly log: LogWriter; readonly state: SimulatedState; readonly stacks: Stacks },
): Promise<ActionOutcome> {
  checkConfiguration(job);
  const simulation = await findSimulation(job, context.resources);
  const plan = await planOf(job, context, { log, ...memory, outputs: simulation?.outputs ?? {} });
  await takeTime(simulation, context, log);
  if (context.signal.aborted) throw new ActionFailure("JobFailed", `${LABEL}: the action was stopped.`);
  if (simulation?.outcome === "Failed") {
    await plan.fail?.();
    const reason = simulation.message ?? `the simulation ${simulation.name} under Local resources says that it fails.`;
    throw new ActionFailure(simulation.errorCode ?? "JobFailed", `${LABEL}: ${reason}`);
  }
  const result = (await plan.succeed?.()) ?? {};
  const summary = `${LABEL}: ${simulation?.message ?? plan.done}`;
  await putOutputs(job, context, { result, summary, log });
  log.line(summary);
  context.report({ summary });
  const { outputVariables, externalExecutionId } = result;
  return {
    status: "Succeeded",
    summary,
    ...(externalExecutionId !== undefined && { externalExecutionId }),
    outputVariables: { ...outputVariables, ...simulation?.outputs },
  };
}

async function planOf(
  job: ActionJob,
  context: RunnerContext,
  { log, ...rest }: { readonly log: LogWriter } & Pick<SimulatedWork, "state" | "stacks" | "outputs">,
): Promise<SimulatedPlan> {
  const { category, provider } = job.actionTypeId;
  const simulatedProvider = findSimulatedProvider(job.actionTypeId);
  if (!simulatedProvider) return { done: `${provider} (${category}) is not run by this engine, so nothing was done.` };
  return simulatedProvider({
    job,
    files: new ArtifactFiles(job, context),
    ...rest,
    note: (line) => log.line(line),
    newId: () => context.newId(),
    nowAt: () => context.clock.now(),
  });
}

async function takeTime(simulation: Simulation | null, context: RunnerContext, log: LogWriter): Promise<void> {
  if (!simulation) return;
  log.line(`Ends as the simulation ${simulation.name} under Local resources says`);
  if (!simulation.durationSeconds) return;
  log.line(`Takes ${simulation.durationSeconds} s`);
  await pauseUnlessAborted(context.clock, simulation.durationSeconds * 1000, context.signal);
}

/** An output that the provider does not fill holds a note that says why. */
async function putOutputs(
  job: ActionJob,
  { artifacts, workDirectory }: RunnerContext,
  { result, summary, log }: { readonly result: SimulatedResult; readonly summary: string; readonly log: LogWriter },
): Promise<void> {
  for (const [index, { name, location }] of job.outputArtifacts.entries()) {
    const content = index === 0 && result.file ? result.file : { path: "simulated.txt", content: `${summary}\n` };
    const file = path.join(workDirectory(), `output-${index}`);
    await writeFile(file, content.content);
    await artifacts.putEntries(location, [{ path: content.path, file }]);
    log.line(`Output artifact ${name} holds nothing but ${content.path}`);
  }
}

function logConfiguration({ actionTypeId, configuration }: ActionJob, log: LogWriter): void {
  const properties = findActionType(actionTypeId)?.configuration ?? [];
  for (const [key, value] of Object.entries(configuration)) {
    const isSecret = properties.find(({ name }) => name === key)?.secret ?? /token|secret|password/i.test(key);
    if (!isSecret) log.line(`${key}: ${value.replaceAll(/[\r\n\0]+/g, " ")}`);
  }
}
