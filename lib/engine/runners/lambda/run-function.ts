import { mkdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { z } from "zod";
import { findText } from "../../is-missing";
import { LAMBDA_TIMEOUT_SECONDS, type LambdaFunction } from "../../local-resources";
import type { Sessions } from "../../session-credentials";
import { ActionFailure } from "../action-failure";
import { maskSecrets } from "../processes/mask-secrets";
import { minimalEnvironment } from "../processes/minimal-environment";
import { OutputLog } from "../processes/output-log";
import { runProcess } from "../processes/run-process";
import type { ActionJob, LogWriter, RunnerContext } from "../runner";
import { functionReference, type FunctionReference } from "./function-name";
import type { FunctionCode, FunctionVersions } from "./function-versions";
import { NODE_BOOTSTRAP } from "./node-bootstrap";
import { PYTHON_BOOTSTRAP } from "./python-bootstrap";

/** What all calls of functions share. */
export interface FunctionHost {
  readonly versions: FunctionVersions;
  readonly sessions: Sessions;
  /** Where a function's SDK reaches this engine. */
  endpointUrl(): string;
}

export interface FunctionCall {
  readonly function: LambdaFunction;
  readonly code: FunctionCode;
  readonly event: unknown;
  /** The action that calls; its Region and account are the function's. */
  readonly action: Pick<ActionJob, "region" | "accountId">;
  readonly log: LogWriter;
  readonly place: LogPlace;
  /** What its event holds and its log must not show. */
  readonly secrets?: readonly string[];
}

/** Where the output of a call goes, as Lambda names it. */
export interface LogPlace {
  readonly group: string;
  readonly stream: string;
  readonly requestId: string;
}

/** How a call ended by itself. What it told anybody else is not known here. */
export type FunctionEnd =
  | { readonly status: "succeeded"; readonly value: unknown }
  | { readonly status: "failed"; readonly errorType: string; readonly errorMessage: string };

const functionEnd = z.discriminatedUnion("status", [
  z.object({ status: z.literal("succeeded"), value: z.unknown() }),
  z.object({ status: z.literal("failed"), errorType: z.string(), errorMessage: z.string() }),
]);

const BOOTSTRAPS = {
  nodejs: { command: "node", file: "bootstrap.mjs", source: NODE_BOOTSTRAP },
  python: { command: "python3", file: "bootstrap.py", source: PYTHON_BOOTSTRAP },
} as const;

/** As Lambda's smallest; there is no limit here. */
const MEMORY_MB = "128";

/** Holds the AWS SDK, which Lambda's own runtime for Node has too. */
const SDK_DIRECTORY = path.resolve(
  path.dirname(createRequire(import.meta.url).resolve("@aws-sdk/client-codepipeline")),
  "../../../..",
);

/** @throws ActionFailure that says what to register, and where, when there is no such function */
export async function findFunction(
  text: string,
  { resources }: Pick<RunnerContext, "resources">,
): Promise<{ readonly function: LambdaFunction; readonly reference: FunctionReference }> {
  const reference = functionReference(text);
  const found = await resources.find("lambda-function", reference.name);
  if (found) return { function: found, reference };
  throw new ActionFailure(
    "ConfigurationError",
    `There is no function ${reference.name} on this machine. Register its handler as a Lambda function under Local resources.`,
  );
}

/** A log stream of its own for each call: `2026/11/27/[$LATEST]0a1b…`. */
export function logPlace(
  name: string,
  version: string,
  { clock, newId }: Pick<RunnerContext, "clock" | "newId">,
): LogPlace {
  const day = new Date(clock.now()).toISOString().slice(0, 10).replaceAll("-", "/");
  return {
    group: `/aws/lambda/${name}`,
    stream: `${day}/[${version}]${newId().replaceAll("-", "")}`,
    requestId: newId(),
  };
}

/**
 * Calls a function: runs its handler in a process of its own, with an environment that holds what Lambda's would and
 * nothing of the engine's, and keys that are good for the services of this engine.
 */
export async function runFunction(
  call: FunctionCall,
  host: FunctionHost,
  context: RunnerContext,
): Promise<FunctionEnd> {
  const { place, log, code } = call;
  const root = path.join(context.workDirectory(), place.requestId);
  const [home, temporary] = [path.join(root, "home"), path.join(root, "tmp")];
  for (const directory of [home, temporary]) await mkdir(directory, { recursive: true });
  const { command, file, source } = BOOTSTRAPS[call.function.runtime];
  const timeoutMs = (call.function.timeoutSeconds ?? LAMBDA_TIMEOUT_SECONDS.most) * 1000;
  const startedAt = context.clock.now();
  const [bootstrap, invocation, end] = [
    path.join(root, file),
    path.join(root, "call.json"),
    path.join(root, "end.json"),
  ];
  await writeFile(bootstrap, source);
  await writeFile(invocation, JSON.stringify(invocationOf(call, startedAt + timeoutMs)), { mode: 0o600 });
  const keys = host.sessions.issue({ kind: "function", functionName: call.function.name });
  const output = new OutputLog(log, maskSecrets([keys.secretAccessKey, keys.sessionToken, ...(call.secrets ?? [])]));
  output.note(`START RequestId: ${place.requestId} Version: ${code.version}`);
  const status = await runProcess({
    command,
    arguments: [bootstrap, invocation, end],
    directory: root,
    environment: {
      ...minimalEnvironment(home, temporary),
      ...environmentOf(call, host.endpointUrl()),
      AWS_ACCESS_KEY_ID: keys.accessKeyId,
      AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
      AWS_SESSION_TOKEN: keys.sessionToken,
    },
    marks: { variable: `HOME=${home}`, directory: root },
    output,
    clock: context.clock,
    signal: context.signal,
    timeoutMs,
  });
  const durationMs = context.clock.now() - startedAt;
  if (status === "timed out") {
    output.note(`${place.requestId} Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`);
  }
  output.note(`END RequestId: ${place.requestId}`);
  output.note(`REPORT RequestId: ${place.requestId}\tDuration: ${durationMs.toFixed(2)} ms`);
  await log.flush();
  return endOf(status, end, timeoutMs);
}

function invocationOf({ function: of, code, event, action, place }: FunctionCall, deadlineAt: number) {
  return {
    event,
    context: {
      functionName: of.name,
      functionVersion: code.version,
      invokedFunctionArn: functionArn(of.name, action),
      memoryLimitInMB: MEMORY_MB,
      awsRequestId: place.requestId,
      logGroupName: place.group,
      logStreamName: place.stream,
    },
    codeDirectory: code.codeDirectory,
    handler: of.handler,
    deadlineAt,
    sdkDirectory: SDK_DIRECTORY,
  };
}

export function functionArn(name: string, { region, accountId }: Pick<ActionJob, "region" | "accountId">): string {
  return `arn:aws:lambda:${region}:${accountId}:function:${name}`;
}

/** What Lambda tells a function, without its keys. The function's own variables come first: they cannot change these. */
function environmentOf(
  { function: of, code, action, place }: FunctionCall,
  endpointUrl: string,
): Record<string, string> {
  return {
    ...Object.fromEntries((of.environmentVariables ?? []).map(({ name, value }) => [name, value])),
    _HANDLER: of.handler,
    LAMBDA_TASK_ROOT: code.codeDirectory,
    AWS_LAMBDA_FUNCTION_NAME: of.name,
    AWS_LAMBDA_FUNCTION_VERSION: code.version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: MEMORY_MB,
    AWS_LAMBDA_LOG_GROUP_NAME: place.group,
    AWS_LAMBDA_LOG_STREAM_NAME: place.stream,
    AWS_REGION: action.region,
    AWS_DEFAULT_REGION: action.region,
    AWS_ENDPOINT_URL: endpointUrl,
    AWS_EC2_METADATA_DISABLED: "true",
    // Output is read line by line as it comes, not when the process ends.
    PYTHONUNBUFFERED: "1",
    TZ: ":UTC",
  };
}

/** What the bootstrap has written; a process that was ended, or ended itself, has written nothing. */
async function endOf(status: number | "timed out" | "aborted", file: string, timeoutMs: number): Promise<FunctionEnd> {
  if (status === "timed out") {
    const errorMessage = `Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`;
    return { status: "failed", errorType: "Sandbox.Timedout", errorMessage };
  }
  const text = await findText(file);
  if (text !== null) return functionEnd.parse(JSON.parse(text));
  const errorMessage = `The function's process ended before its handler did (${status === "aborted" ? "stopped" : `status ${status}`})`;
  return { status: "failed", errorType: "Runtime.ExitError", errorMessage };
}
