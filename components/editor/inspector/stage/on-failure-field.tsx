"use client";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { assertNever } from "@/lib/assert-never";
import { listRuleTypes } from "@/lib/pipeline/action-types/rule-types";
import type { Draft, DraftStage } from "@/lib/pipeline/draft";
import { addCondition, conditionOf } from "@/lib/pipeline/edits/stage-conditions";
import { updateStage } from "@/lib/pipeline/edits/update-stage";
import { FieldIssues, useFieldIssues } from "../field-issues";
import { ConditionFields } from "./condition-fields";

interface OnFailureFieldProps {
  readonly stage: DraftStage;
  readonly onEdit: (apply: (draft: Draft) => Draft) => void;
}

const CHOICES = [
  { value: "STOP", label: "Stop here and keep the failure" },
  { value: "RETRY FAILED_ACTIONS", label: "Retry the failed actions once" },
  { value: "RETRY ALL_ACTIONS", label: "Retry the whole stage once" },
  { value: "ROLLBACK", label: "Roll back to the last success" },
  { value: "CONDITION", label: "Roll back when rules say so" },
] as const;
type Choice = (typeof CHOICES)[number]["value"];

/** What a stage does about failure. The service takes one way: a retry, a rollback, or rules that decide. */
export function OnFailureField({ stage, onEdit }: OnFailureFieldProps) {
  const { error } = useFieldIssues(stage.key, "onFailure");
  const value = choiceOf(stage);
  const hasCondition = conditionOf(stage, "onFailure") !== null;
  const place = { stageKey: stage.key, type: "onFailure" } as const;
  const choose = (choice: Choice): void => {
    const [ruleType] = listRuleTypes();
    if (choice === "CONDITION" && ruleType) return onEdit((draft) => addCondition(draft, place, ruleType));
    onEdit((draft) => updateStage(draft, stage.key, { onFailure: onFailureFor(choice) }));
  };
  return (
    <section aria-label="On failure" className="flex flex-col gap-2">
      <Field
        label="When the stage fails"
        error={hasCondition ? undefined : error}
        help="Retry, rollback and rules need a V2 pipeline; a stage takes one of them."
      >
        <Select
          data-field="onFailure"
          value={value}
          onChange={({ target }) => {
            const chosen = CHOICES.find((choice) => choice.value === target.value);
            if (chosen) choose(chosen.value);
          }}
        >
          {CHOICES.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </Select>
      </Field>
      {hasCondition ? (
        <ConditionFields stage={stage} type="onFailure" onEdit={onEdit} />
      ) : (
        <FieldIssues nodeKey={stage.key} path="onFailure" />
      )}
    </section>
  );
}

function choiceOf(stage: DraftStage): Choice {
  const { onFailure } = stage;
  if (conditionOf(stage, "onFailure") !== null) return "CONDITION";
  if (onFailure?.result === "ROLLBACK") return "ROLLBACK";
  if (onFailure?.result !== "RETRY") return "STOP";
  return onFailure.retryConfiguration?.retryMode === "ALL_ACTIONS" ? "RETRY ALL_ACTIONS" : "RETRY FAILED_ACTIONS";
}

function onFailureFor(choice: Choice): DraftStage["onFailure"] {
  switch (choice) {
    case "RETRY FAILED_ACTIONS":
      return { result: "RETRY", retryConfiguration: { retryMode: "FAILED_ACTIONS" } };
    case "RETRY ALL_ACTIONS":
      return { result: "RETRY", retryConfiguration: { retryMode: "ALL_ACTIONS" } };
    case "ROLLBACK":
      return { result: "ROLLBACK" };
    case "STOP":
    case "CONDITION":
      return undefined;
    default:
      return assertNever(choice);
  }
}
