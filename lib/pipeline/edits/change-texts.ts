import type { ActionDeclaration, RuleDeclaration, StageDeclaration } from "../declaration";
import type { Draft, DraftAction, DraftStage } from "../draft";
import { changeStages, patch, withActions } from "./change";

type TextHolder = Pick<ActionDeclaration, "configuration" | "commands" | "environmentVariables">;
type Conditions = NonNullable<StageDeclaration["beforeEntry"]>["conditions"];

/** Rewrites every text in which CodePipeline fills in variables: of actions, and of the rules of stage conditions. */
export function changeTexts(draft: Draft, change: (text: string) => string): Draft {
  return changeStages(draft, (stage) => {
    const actions = stage.actions.map((action) => patch<DraftAction>(action, changedTexts(action, change)));
    return changeRules(withActions(stage, actions), (rule) => patch(rule, changedTexts(rule, change)));
  });
}

/** Rewrites every rule of a stage's conditions. */
export function changeRules(stage: DraftStage, change: (rule: RuleDeclaration) => RuleDeclaration): DraftStage {
  const { beforeEntry, onSuccess, onFailure } = stage;
  return patch<DraftStage>(stage, {
    ...(beforeEntry && {
      beforeEntry: patch(beforeEntry, { conditions: changeConditions(beforeEntry.conditions, change) }),
    }),
    ...(onSuccess && { onSuccess: patch(onSuccess, { conditions: changeConditions(onSuccess.conditions, change) }) }),
    ...(onFailure?.conditions && {
      onFailure: patch(onFailure, { conditions: changeConditions(onFailure.conditions, change) }),
    }),
  });
}

function changeConditions(conditions: Conditions, change: (rule: RuleDeclaration) => RuleDeclaration): Conditions {
  return keep(
    conditions,
    conditions.map((condition) =>
      condition.rules ? patch(condition, { rules: keep(condition.rules, condition.rules.map(change)) }) : condition,
    ),
  );
}

/** Only the members whose texts change, so that everything else keeps its identity. */
export function changedTexts(holder: TextHolder, change: (text: string) => string): TextHolder {
  const configuration = Object.entries(holder.configuration ?? {}).map(([key, text]) => [key, change(text)] as const);
  const commands = (holder.commands ?? []).map(change);
  const variables = (holder.environmentVariables ?? []).map((variable) =>
    patch(variable, { value: change(variable.value) }),
  );
  return {
    ...(configuration.some(([key, text]) => holder.configuration?.[key] !== text) && {
      configuration: Object.fromEntries(configuration),
    }),
    ...(commands.some((text, index) => holder.commands?.[index] !== text) && { commands }),
    ...(variables.some((variable, index) => holder.environmentVariables?.[index] !== variable) && {
      environmentVariables: variables,
    }),
  };
}

/** The list as it was when none of its items changed. */
function keep<Item>(before: Item[], after: Item[]): Item[] {
  return before.every((item, index) => item === after[index]) ? before : after;
}
