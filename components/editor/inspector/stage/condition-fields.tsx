"use client";
import { Plus, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "@/components/ui/dropdown-menu";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Select } from "@/components/ui/select";
import { listRuleTypes, type RuleType } from "@/lib/pipeline/action-types/rule-types";
import type { ConditionResult } from "@/lib/pipeline/declaration";
import type { Draft, DraftStage } from "@/lib/pipeline/draft";
import {
  addCondition,
  addRule,
  conditionOf,
  removeCondition,
  updateCondition,
} from "@/lib/pipeline/edits/stage-conditions";
import { MAX_RULES_PER_CONDITION } from "@/lib/pipeline/limits";
import type { ConditionType } from "@/lib/pipeline/validation/rule";
import { RESULTS_BY_CONDITION } from "@/lib/pipeline/validation/rules/stages/condition-results";
import { useEditor } from "../../editor-context";
import { FieldIssues, useFieldIssues } from "../field-issues";
import { RuleFields } from "./rule-fields";

interface ConditionFieldsProps {
  readonly stage: DraftStage;
  readonly type: ConditionType;
  readonly onEdit: (apply: (draft: Draft) => Draft) => void;
}

const WORDS = {
  beforeEntry: {
    title: "Before entry",
    add: "Add an entry rule",
    hint: "Rules that must hold before the stage starts.",
    unmet: "Otherwise",
  },
  onSuccess: {
    title: "On success",
    add: "Add a success rule",
    hint: "Rules that must hold once every action succeeded.",
    unmet: "Otherwise",
  },
  onFailure: {
    title: "On failure",
    add: "Add a failure rule",
    hint: "Rules that are asked when the stage fails.",
    unmet: "When they say so",
  },
} as const satisfies Record<ConditionType, { title: string; add: string; hint: string; unmet: string }>;

const RESULT_WORDS = {
  FAIL: "FAIL: the stage fails",
  SKIP: "SKIP: the stage is skipped",
  ROLLBACK: "ROLLBACK: back to the last success",
  RETRY: "RETRY",
} as const satisfies Record<ConditionResult, string>;

/** A condition of a stage: its rules, and what happens when they are not met. */
export function ConditionFields({ stage, type, onEdit }: ConditionFieldsProps) {
  const editor = useEditor();
  const place = { stageKey: stage.key, type };
  const condition = conditionOf(stage, type);
  const rules = condition?.rules ?? [];
  const { title, add, hint } = WORDS[type];
  return (
    <fieldset
      data-field={type}
      tabIndex={-1}
      aria-label={`${title} condition`}
      className="flex min-w-0 flex-col gap-2 rounded-md border border-line px-2.5 py-2"
    >
      <div className="flex items-center gap-1.5">
        <h3 className="text-small font-semibold">{title}</h3>
        <code className="font-mono text-tiny text-faint">{type}</code>
        {condition && editor.canEdit && (
          <IconButton
            size="sm"
            className="ml-auto"
            label={`Remove the ${type} condition`}
            onClick={() => onEdit((draft) => removeCondition(draft, place))}
          >
            <X aria-hidden="true" />
          </IconButton>
        )}
      </div>
      {condition === null ? (
        <p className="text-label text-faint">{hint}</p>
      ) : (
        <>
          <ResultField stage={stage} type={type} onEdit={onEdit} />
          <ol className="flex flex-col gap-1.5">
            {rules.map((rule, ruleIndex) => (
              // A rule is known by its place: its name is what is edited.
              <li key={ruleIndex}>
                <RuleFields place={{ ...place, ruleIndex }} rule={rule} onEdit={onEdit} />
              </li>
            ))}
          </ol>
          <OwnIssues stage={stage} type={type} />
        </>
      )}
      {editor.canEdit && rules.length < MAX_RULES_PER_CONDITION && (
        <AddRule
          label={condition === null ? add : "Add a rule"}
          onAdd={(ruleType) =>
            onEdit((draft) =>
              condition === null ? addCondition(draft, place, ruleType) : addRule(draft, place, ruleType),
            )
          }
        />
      )}
    </fieldset>
  );
}

function ResultField({ stage, type, onEdit }: ConditionFieldsProps) {
  const path = `${type}.conditions.0.result`;
  const { error } = useFieldIssues(stage.key, path);
  const result = conditionOf(stage, type)?.result;
  const allowed: readonly ConditionResult[] = RESULTS_BY_CONDITION[type];
  const results = result === undefined || allowed.includes(result) ? allowed : [...allowed, result];
  const choose = (next: ConditionResult | undefined): void =>
    onEdit((draft) => updateCondition(draft, { stageKey: stage.key, type }, { result: next }));
  return (
    <Field label={WORDS[type].unmet} error={error}>
      <Select
        data-field={path}
        value={result ?? ""}
        onChange={({ target }) => choose(results.find((candidate) => candidate === target.value))}
      >
        {result === undefined && <option value="">Choose…</option>}
        {results.map((candidate) => (
          <option key={candidate} value={candidate}>
            {RESULT_WORDS[candidate]}
          </option>
        ))}
      </Select>
    </Field>
  );
}

/** Findings about the condition as a whole, which no field of a rule shows. */
function OwnIssues({ stage, type }: Pick<ConditionFieldsProps, "stage" | "type">) {
  const { error } = useFieldIssues(stage.key, type);
  const ofParts = useFieldIssues(stage.key, `${type}.conditions.0`);
  return (
    <>
      {error && error !== ofParts.error && <p className="text-label text-fail">{error}</p>}
      <FieldIssues nodeKey={stage.key} path={type} />
    </>
  );
}

function AddRule({ label, onAdd }: { readonly label: string; readonly onAdd: (ruleType: RuleType) => void }) {
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button size="sm" variant="quiet" className="self-start">
          <Plus aria-hidden="true" /> {label}
        </Button>
      </MenuTrigger>
      <MenuContent align="start" className="w-64">
        {listRuleTypes().map((ruleType) => (
          <MenuItem key={ruleType.id.provider} onSelect={() => onAdd(ruleType)}>
            <span className="min-w-0">
              <span className="block">{ruleType.displayName}</span>
              <span className="block text-label text-faint">{ruleType.description}</span>
            </span>
          </MenuItem>
        ))}
      </MenuContent>
    </Menu>
  );
}
