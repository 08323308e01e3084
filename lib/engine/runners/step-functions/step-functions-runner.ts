import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { isPlainObject } from "@/lib/pipeline/is-plain-object";
import { resolveInside } from "../../artifacts/resolve-inside";
import { ActionFailure } from "../action-failure";
import { findFunction, logPlace, runFunction, type FunctionHost } from "../lambda/run-function";
import { openActionLog } from "../open-action-log";
import type { ActionJob, LogWriter, Runner, RunnerContext } from "../runner";
import { parseDefinition } from "./definition";
import { runStateMachine } from "./run-state-machine";
import { runtimeError, StateError } from "./state-error";

/** @see https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const MAX_NAME = 80;

/**
 * Runs Step Functions actions: a registered state machine, on this machine, with registered functions as its tasks.
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-StepFunctions.html
 */
export function createStepFunctionsRunner(host: FunctionHost): Runner {
  return {
    async run(job, context) {
      const stateMachineArn = job.configuration["StateMachineArn"] ?? "";
      const name = nameInArn(stateMachineArn);
      const machine = await context.resources.find("state-machine", name);
      if (!machine) {
        throw new ActionFailure(
          "ConfigurationError",
          `There is no state machine ${name} on this machine. Register its definition as a state machine under Local resources.`,
        );
      }
      const prefix = prefixOf(job);
      const executionName = [...(prefix ? [prefix] : []), context.newId()].join("-").slice(0, MAX_NAME);
      const executionArn = `arn:aws:states:${job.region}:${job.accountId}:execution:${name}:${executionName}`;
      const log = openActionLog(job, context, {
        group: `/aws/vendedlogs/states/${name}`,
        stream: executionName,
        externalExecutionId: executionArn,
      });
      const known = { externalExecutionId: executionArn };
      try {
        const input = await inputOf(job, context);
        const output = await runStateMachine(parseDefinition(machine.definition), input, {
          clock: context.clock,
          signal: context.signal,
          newId: () => context.newId(),
          context: {
            Execution: {
              Id: executionArn,
              Name: executionName,
              Input: input,
              StartTime: new Date(context.clock.now()).toISOString(),
            },
            StateMachine: { Id: stateMachineArn, Name: name },
          },
          runTask: (resource, taskInput) => runTask({ resource, input: taskInput, job, log }, host, context),
          note: (text) => log.line(text.replaceAll(/[\r\n\0]+/g, " ")),
        });
        log.line("ExecutionSucceeded");
        await putOutput(job, output, context);
        return {
          status: "Succeeded",
          ...known,
          outputVariables: { StateMachineArn: stateMachineArn, ExecutionArn: executionArn },
        };
      } catch (error) {
        if (!(error instanceof StateError)) throw error;
        const message = `State machine ${name} failed with ${error.code}: ${error.message}`;
        log.line(message.replaceAll(/[\r\n\0]+/g, " "));
        return { status: "Failed", ...known, errorCode: "JobFailed", message };
      } finally {
        await log.flush();
      }
    },
  };
}

/** A version or an alias behind the name is left aside: here is one definition of each state machine. */
function nameInArn(arn: string): string {
  const [, name] = /^arn:[\w-]+:states:[\w-]+:\d{12}:stateMachine:([^:]{1,80})(?::[^:]+)?$/.exec(arn) ?? [];
  if (name !== undefined) return name;
  throw new ActionFailure(
    "ConfigurationError",
    `StateMachineArn ${JSON.stringify(arn)} is not the ARN of a state machine, such as arn:aws:states:us-east-1:111111111111:stateMachine:name.`,
  );
}

/** @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html#StepFunctions-StartExecution-request-name */
function prefixOf({ configuration }: ActionJob): string | undefined {
  const prefix = configuration["ExecutionNamePrefix"];
  if (prefix === undefined || !/[\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]/u.test(prefix)) return prefix;
  throw new ActionFailure(
    "ConfigurationError",
    `ExecutionNamePrefix ${JSON.stringify(prefix)} holds a character that no name of an execution may have.`,
  );
}

/** The configured JSON, or a file of the input artifact. @throws ActionFailure */
async function inputOf(job: ActionJob, context: RunnerContext): Promise<unknown> {
  const configured = job.configuration["Input"];
  if (job.configuration["InputType"] !== "FilePath") return parseInput(configured ?? "{}", "Input");
  const [artifact] = job.inputArtifacts;
  if (!artifact || configured === undefined) {
    throw new ActionFailure(
      "ConfigurationError",
      "InputType FilePath needs an input artifact, and the path in it as Input.",
    );
  }
  const directory = path.join(context.workDirectory(), "input");
  await mkdir(directory);
  await context.artifacts.extract(artifact.location, directory);
  const file = await resolveInside(directory, configured);
  const text = file === null ? null : await readFile(file, "utf8").catch(() => null);
  if (text === null) {
    throw new ActionFailure("ConfigurationError", `Input artifact ${artifact.name} has no file ${configured}.`);
  }
  return parseInput(text, configured);
}

function parseInput(text: string, place: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ActionFailure("ConfigurationError", `${place} is not valid JSON.`);
  }
}

interface Task {
  readonly resource: string;
  readonly input: unknown;
  readonly job: ActionJob;
  readonly log: LogWriter;
}

/** `arn:aws:lambda:…:function:name` calls with the input; `arn:aws:states:::lambda:invoke` says what to call with what. */
async function runTask(
  { resource, input, job, log }: Task,
  host: FunctionHost,
  context: RunnerContext,
): Promise<unknown> {
  if (/^arn:[^:]*:lambda:/.test(resource)) return (await call(resource, input)).value;
  if (!/^arn:[^:]*:states:::lambda:invoke$/.test(resource)) {
    throw runtimeError(`A task's resource is ${resource}: this engine runs tasks that are Lambda functions.`);
  }
  const { FunctionName, Payload } = isPlainObject(input) ? input : {};
  if (typeof FunctionName !== "string")
    throw runtimeError("A lambda:invoke task needs FunctionName among its Parameters.");
  const { value, version } = await call(FunctionName, Payload ?? {});
  return { ExecutedVersion: version, Payload: value, StatusCode: 200 };

  async function call(text: string, event: unknown) {
    const { function: called, reference } = await findFunction(text, context);
    const draw = parseInt(context.newId().slice(0, 8), 16) / 2 ** 32;
    const code = await host.versions.resolve(called, reference.qualifier, draw);
    const place = logPlace(called.name, code.version, context);
    log.line(`LambdaFunctionScheduled: ${called.name}, log stream ${place.group} ${place.stream}`);
    const functionLog = context.openLog(place.group, place.stream);
    const end = await runFunction(
      { function: called, code, event, action: job, log: functionLog, place },
      host,
      context,
    );
    if (end.status === "succeeded") return { value: end.value, version: code.version };
    const { errorType, errorMessage } = end;
    throw new StateError(errorType, JSON.stringify({ errorType, errorMessage }));
  }
}

/** The output artifact holds the output as `output.json` (its name there is unverified). */
async function putOutput(job: ActionJob, output: unknown, context: RunnerContext): Promise<void> {
  const [artifact] = job.outputArtifacts;
  if (!artifact) return;
  const file = path.join(context.workDirectory(), "output.json");
  await writeFile(file, JSON.stringify(output));
  await context.artifacts.putEntries(artifact.location, [{ path: "output.json", file }]);
}
