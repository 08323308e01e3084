import { z } from "zod";
import {
  MAX_ACTIONS_PER_PIPELINE,
  MAX_ACTIONS_PER_STAGE,
  MAX_RUNNING_ACTIONS_PER_PARALLEL_EXECUTION,
  MAX_STAGES,
  MAX_TAGS,
  MAX_TRIGGERS_BYTES,
} from "@/lib/pipeline/limits";

/**
 * The quotas of an account, all of which a settings file can change. Lengths and counts that the service model bounds
 * (names, configuration values, 50 variables, 50 triggers) are no quotas: no setting lifts them.
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html
 */
export interface Quotas {
  readonly pipelines: number;
  /** Pipelines with a source that is polled. The service has 300; here nothing grows tired, so null: no limit. */
  readonly pollingPipelines: number | null;
  readonly webhooks: number;
  readonly customActionTypes: number;
  readonly stagesPerPipeline: number;
  readonly actionsPerStage: number;
  readonly actionsPerPipeline: number;
  /** In QUEUED and in PARALLEL mode. */
  readonly concurrentExecutions: number;
  readonly runningActionsPerParallelExecution: number;
  readonly triggerBytes: number;
  readonly tagsPerResource: number;
  /** How far back the lists go. */
  readonly historyDays: number;
  /** Of the artifact that a source action puts out, in bytes. */
  readonly s3SourceBytes: number;
  readonly gitSourceBytes: number;
  /** Of each artifact that a deploy action takes, in bytes. */
  readonly elasticBeanstalkInputBytes: number;
  readonly cloudFormationInputBytes: number;
  readonly codeDeployToEcsInputBytes: number;
}

const MEBIBYTE = 1024 ** 2;

export const DEFAULT_QUOTAS: Quotas = {
  pipelines: 1000,
  pollingPipelines: null,
  webhooks: 300,
  customActionTypes: 50,
  stagesPerPipeline: MAX_STAGES,
  actionsPerStage: MAX_ACTIONS_PER_STAGE,
  actionsPerPipeline: MAX_ACTIONS_PER_PIPELINE,
  concurrentExecutions: 50,
  runningActionsPerParallelExecution: MAX_RUNNING_ACTIONS_PER_PARALLEL_EXECUTION,
  triggerBytes: MAX_TRIGGERS_BYTES,
  tagsPerResource: MAX_TAGS,
  historyDays: 365,
  s3SourceBytes: 7 * 1024 * MEBIBYTE,
  gitSourceBytes: 1024 * MEBIBYTE,
  elasticBeanstalkInputBytes: 512 * MEBIBYTE,
  cloudFormationInputBytes: 256 * MEBIBYTE,
  codeDeployToEcsInputBytes: 3 * MEBIBYTE,
};

const count = z.int().min(1).max(1_000_000_000);
const size = z
  .int()
  .min(1)
  .max(1024 ** 4);
const quotasFile = z
  .strictObject({
    pipelines: count,
    pollingPipelines: count.nullable(),
    webhooks: count,
    customActionTypes: count,
    stagesPerPipeline: count,
    actionsPerStage: count,
    actionsPerPipeline: count,
    concurrentExecutions: count,
    runningActionsPerParallelExecution: count,
    triggerBytes: count,
    tagsPerResource: count,
    historyDays: count,
    s3SourceBytes: size,
    gitSourceBytes: size,
    elasticBeanstalkInputBytes: size,
    cloudFormationInputBytes: size,
    codeDeployToEcsInputBytes: size,
  } satisfies Record<keyof Quotas, z.ZodType>)
  .partial();

/**
 * The quotas as a settings file changes them: a JSON object of those that differ.
 * @throws Error that says what is wrong with the text, and which quotas there are
 */
export function parseQuotas(text: string): Quotas {
  const parsed = quotasFile.safeParse(parseJson(text));
  if (parsed.success) {
    const given = Object.entries(parsed.data).filter(([, value]) => value !== undefined);
    return { ...DEFAULT_QUOTAS, ...Object.fromEntries(given) };
  }
  const problems = parsed.error.issues.map(({ path, message }) => [path.join("."), message].filter(Boolean).join(": "));
  throw new Error(`${problems.join("; ")}. The quotas are ${Object.keys(DEFAULT_QUOTAS).join(", ")}.`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`It is not JSON: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
