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

/** How an execution came to be, in words. A type newer than us is shown as the service spells it. */
export function triggerWord(trigger: { readonly type: string } | null): string {
  if (!trigger) return "Not told";
  return isTriggerType(trigger.type) ? WORDS[trigger.type] : trigger.type;
}

function isTriggerType(type: string): type is TriggerType {
  return type in WORDS;
}
