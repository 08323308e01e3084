import { z } from "zod";
import type { ExecutionDetail } from "@/lib/contracts/execution-detail";
import type { TriggerType } from "@/lib/pipeline/execution";

const WORDS = {
  CreatePipeline: "Pipeline created",
  StartPipelineExecution: "Started by hand",
  PollForSourceChanges: "Change found by polling",
  Webhook: "Webhook",
  CloudWatchEvent: "Source event",
  PutActionRevision: "Revision put",
  WebhookV2: "Push",
  ManualRollback: "Rolled back by hand",
  AutomatedRollback: "Rolled back by itself",
} as const satisfies Record<TriggerType, string>;

/** What the detail of a trigger is, as AWS fills it. @see API_ExecutionTrigger */
const DETAILS = {
  CreatePipeline: "Created with",
  StartPipelineExecution: "Started with",
  PollForSourceChanges: "Source action",
  Webhook: "Webhook",
  CloudWatchEvent: "EventBridge rule",
  PutActionRevision: "Put with",
  WebhookV2: "Connection",
  ManualRollback: "Rolled back with",
  AutomatedRollback: "Detail",
} as const satisfies Record<TriggerType, string>;

const automatedRollback = z.object({ FailedPipelineExecutionId: z.string() });

type Triggered = Pick<ExecutionDetail, "trigger" | "startedBy" | "rollbackTargetId">;

export interface TriggerFact {
  readonly term: string;
  readonly value: string;
  /** The value is the id of another execution of the pipeline. */
  readonly isExecution: boolean;
}

/** How an execution came to be, in words. A type newer than us is shown as the service spells it. */
export function triggerWord(trigger: { readonly type: string } | null): string {
  if (!trigger) return "Not told";
  return isTriggerType(trigger.type) ? WORDS[trigger.type] : trigger.type;
}

/** Who or what it was: a person of Penstock, an IAM identity; null where no identity started it. */
export function triggeredBy({ trigger, startedBy }: Pick<Triggered, "trigger" | "startedBy">): string | null {
  return startedBy ?? (trigger?.detail ? principalName(trigger.detail) : null);
}

/** All that is known of it, in the order it is told. */
export function triggerFacts({ trigger, startedBy, rollbackTargetId }: Triggered): readonly TriggerFact[] {
  const type = trigger?.type ?? null;
  const failed = type === "AutomatedRollback" ? failedExecution(trigger?.detail ?? "") : null;
  const detailTerm = type !== null && isTriggerType(type) ? DETAILS[type] : "Detail";
  const facts = [
    { term: "Trigger type", value: type, isExecution: false },
    { term: "By", value: triggeredBy({ trigger, startedBy }), isExecution: false },
    { term: detailTerm, value: failed === null ? (trigger?.detail ?? null) : null, isExecution: false },
    { term: "Failed execution", value: failed, isExecution: true },
    { term: "Rolled back to", value: rollbackTargetId, isExecution: true },
  ];
  return facts.flatMap(({ value, ...fact }) => (value === null || value === "" ? [] : [{ ...fact, value }]));
}

/** The name in an ARN of an IAM identity: `alice`, `ci (role deployer)`. Null where the text is none. */
function principalName(text: string): string | null {
  const session = /^arn:[^:]+:sts::\d*:assumed-role\/([^/]+)\/(.+)$/.exec(text);
  if (session) return `${session[2]} (role ${session[1]})`;
  const identity = /^arn:[^:]+:iam::\d*:(?:user|role)\/(?:.*\/)?([^/]+)$/.exec(text);
  if (identity?.[1]) return identity[1];
  return /^arn:[^:]+:iam::\d*:root$/.test(text) ? "the root user" : null;
}

function failedExecution(detail: string): string | null {
  const parsed = automatedRollback.safeParse(parseJson(detail));
  return parsed.success ? parsed.data.FailedPipelineExecutionId : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isTriggerType(type: string): type is TriggerType {
  return Object.hasOwn(WORDS, type);
}
