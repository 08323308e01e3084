"use client";
import { X } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button";
import { availableArtifacts } from "@/lib/pipeline/artifacts";
import type { RuleDeclaration } from "@/lib/pipeline/declaration";
import { useEditorState } from "../../editor-context";
import { FieldIssues, useFieldIssues } from "../field-issues";
import { momentOf, type VariableScope } from "../variables/variables-for";

interface RuleInputsProps {
  readonly scope: Extract<VariableScope, { kind: "condition" }>;
  readonly path: string;
  readonly rule: RuleDeclaration;
  readonly most: number;
  readonly onChange: (change: Pick<RuleDeclaration, "inputArtifacts">) => void;
}

/** The artifacts a rule looks at, chosen from what exists by then. */
export function RuleInputs({ scope, path, rule, most, onChange }: RuleInputsProps) {
  const draft = useEditorState((state) => state.draft);
  const { error } = useFieldIssues(scope.stageKey, `${path}.inputArtifacts`);
  const moment = momentOf(draft, scope);
  const inputs = rule.inputArtifacts ?? [];
  const available = moment ? availableArtifacts(draft, moment) : [];
  const free = available.filter(({ name }) => !inputs.some((input) => input.name === name));
  const set = (next: NonNullable<RuleDeclaration["inputArtifacts"]>): void =>
    onChange({ inputArtifacts: next.length > 0 ? next : undefined });
  return (
    <fieldset data-field={`${path}.inputArtifacts`} tabIndex={-1} className="flex min-w-0 flex-col gap-1">
      <legend className="mb-1 text-small font-medium">Input artifacts</legend>
      {inputs.map(({ name }) => (
        <div key={name} className="flex min-h-[30px] items-center rounded-md border border-line pl-2 max-sm:min-h-11">
          <b className="grow truncate font-mono text-label font-medium">{name}</b>
          <IconButton
            size="sm"
            label={`Disconnect ${name}`}
            onClick={() => set(inputs.filter((input) => input.name !== name))}
          >
            <X aria-hidden="true" />
          </IconButton>
        </div>
      ))}
      {inputs.length < most && free.length > 0 && (
        <select
          aria-label="Connect an input artifact to the rule"
          className="h-[30px] rounded-md border border-dashed border-line-strong bg-surface px-1.5 text-control text-muted max-sm:h-11"
          value=""
          onChange={({ target }) => set([...inputs, { name: target.value }])}
        >
          <option value="">Connect an artifact…</option>
          {free.map(({ name, producer }) => (
            <option key={`${name} ${producer.action.name}`} value={name}>
              {name} (from {producer.stage.name} / {producer.action.name})
            </option>
          ))}
        </select>
      )}
      {error && <p className="text-label text-fail">{error}</p>}
      <FieldIssues nodeKey={scope.stageKey} path={`${path}.inputArtifacts`} />
    </fieldset>
  );
}
