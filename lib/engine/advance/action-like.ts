import type { ActionTypeId, RuleDeclaration } from "@/lib/pipeline/declaration";
import { entryOf } from "@/lib/pipeline/entry-of";

/** Rules that need the world, and the action each one is like. */
const ACTION_LIKE: Readonly<Record<string, ActionTypeId>> = {
  CloudWatchAlarm: { category: "Invoke", owner: "AWS", provider: "CloudWatchAlarm", version: "1" },
  CodeBuild: { category: "Build", owner: "AWS", provider: "CodeBuild", version: "1" },
  Commands: { category: "Compute", owner: "AWS", provider: "Commands", version: "1" },
  LambdaInvoke: { category: "Invoke", owner: "AWS", provider: "Lambda", version: "1" },
};

/** The action that a rule runs as; undefined for one that is decided at once. */
export function actionLike({ provider }: RuleDeclaration["ruleTypeId"]): ActionTypeId | undefined {
  return entryOf(ACTION_LIKE, provider);
}
