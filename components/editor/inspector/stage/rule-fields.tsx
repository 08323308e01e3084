"use client";
import { ExternalLink, Trash2 } from "lucide-react";
import { Field } from "@/components/ui/field";
import { Glyph } from "@/components/ui/glyph";
import { IconButton } from "@/components/ui/icon-button";
import { Select } from "@/components/ui/select";
import { findRuleType, listRuleTypes, type RuleType } from "@/lib/pipeline/action-types/rule-types";
import type { RuleDeclaration } from "@/lib/pipeline/declaration";
import type { Draft } from "@/lib/pipeline/draft";
import { changeRuleType, removeRule, updateRule, type ConditionPlace } from "@/lib/pipeline/edits/stage-conditions";
import type { ConfigurationHolder } from "../action/configuration-field";
import { ConfigurationFields, RareConfigurationFields } from "../action/configuration-fields";
import { FieldIssues, useFieldIssues } from "../field-issues";
import { LinesField } from "../lines-field";
import { TextMember } from "../text-member";
import { RuleInputs } from "./rule-inputs";

interface RuleFieldsProps {
  readonly place: ConditionPlace & { readonly ruleIndex: number };
  readonly rule: RuleDeclaration;
  readonly onEdit: (apply: (draft: Draft) => Draft) => void;
}

/** A rule of a condition: folded to its name, open to all its members. */
export function RuleFields({ place, rule, onEdit }: RuleFieldsProps) {
  const { stageKey, type, ruleIndex } = place;
  const path = `${type}.conditions.0.rules.${ruleIndex}`;
  const ruleType = findRuleType(rule.ruleTypeId);
  const { error } = useFieldIssues(stageKey, path);
  const typeIssue = useFieldIssues(stageKey, `${path}.ruleTypeId`);
  const change = (next: Partial<RuleDeclaration>): void => onEdit((draft) => updateRule(draft, place, next));
  return (
    <div className="relative">
      <details open className="group/rule rounded-md border border-line bg-ground">
        <summary className="flex min-h-8 cursor-default items-center gap-1.5 pr-8 pl-2 max-sm:min-h-11 max-sm:pr-12">
          <span aria-hidden="true" className="text-faint transition-transform group-open/rule:rotate-90">
            ›
          </span>
          <b className="truncate font-medium">{rule.name || "Unnamed rule"}</b>
          <span className="truncate text-small text-faint">{ruleType?.displayName ?? rule.ruleTypeId.provider}</span>
          {error && <Glyph name="problem" className="size-[13px] shrink-0 text-fail" />}
        </summary>
        <div className="flex flex-col gap-2.5 border-t border-line px-2 py-2">
          <Field label="Kind of rule" required error={typeIssue.error} help={ruleType?.description}>
            <Select
              data-field={`${path}.ruleTypeId`}
              value={rule.ruleTypeId.provider}
              onChange={({ target }) => {
                const chosen = listRuleTypes().find(({ id }) => id.provider === target.value);
                if (chosen) onEdit((draft) => changeRuleType(draft, place, chosen));
              }}
            >
              {ruleType === null && <option>{rule.ruleTypeId.provider}</option>}
              {listRuleTypes().map(({ id, displayName }) => (
                <option key={id.provider} value={id.provider}>
                  {displayName}
                </option>
              ))}
            </Select>
          </Field>
          <TextMember
            nodeKey={stageKey}
            path={`${path}.name`}
            label="Rule name"
            required
            value={rule.name}
            onChange={(name) => change({ name })}
          />
          {ruleType && (
            <RuleConfiguration place={place} path={path} rule={rule} ruleType={ruleType} onChange={change} />
          )}
          <RareRuleMembers stageKey={stageKey} path={path} rule={rule} onChange={change} />
          {ruleType && (
            <a
              href={ruleType.docsUrl}
              target="_blank"
              rel="noreferrer"
              className="link inline-flex items-center gap-1 self-start text-small [&_svg]:size-3"
            >
              {ruleType.displayName} in the AWS user guide <ExternalLink aria-hidden="true" />
            </a>
          )}
        </div>
      </details>
      <span className="absolute top-1 right-1">
        <IconButton
          size="sm"
          label={`Remove the rule ${rule.name}`}
          onClick={() => onEdit((draft) => removeRule(draft, place, ruleIndex))}
        >
          <Trash2 aria-hidden="true" />
        </IconButton>
      </span>
    </div>
  );
}

interface RuleConfigurationProps extends Omit<RuleFieldsProps, "onEdit"> {
  readonly path: string;
  readonly ruleType: RuleType;
  readonly onChange: (change: Partial<RuleDeclaration>) => void;
}

function RuleConfiguration({ place, path, rule, ruleType, onChange }: RuleConfigurationProps) {
  const { stageKey, type } = place;
  const scope = { kind: "condition", stageKey, type } as const;
  const holder: ConfigurationHolder = { nodeKey: stageKey, path: `${path}.`, scope, configured: rule };
  const configure = (values: Readonly<Record<string, string>>): void => {
    const entries = Object.entries({ ...rule.configuration, ...values }).filter(([, value]) => value !== "");
    onChange({ configuration: entries.length > 0 ? Object.fromEntries(entries) : undefined });
  };
  return (
    <>
      <ConfigurationFields type={ruleType} holder={holder} onChange={configure} />
      <RareConfigurationFields type={ruleType} holder={holder} onChange={configure} />
      {ruleType.takesCommands && (
        <LinesField
          nodeKey={stageKey}
          path={`${path}.commands`}
          label="Commands"
          required
          placeholder="npm run smoke-test"
          help="One command to a line. The rule succeeds when every one exits with 0."
          scope={scope}
          lines={rule.commands ?? []}
          onChange={(commands) => onChange({ commands: [...commands] })}
        />
      )}
      {ruleType.inputs.max > 0 && (
        <RuleInputs scope={scope} path={path} rule={rule} most={ruleType.inputs.max} onChange={onChange} />
      )}
    </>
  );
}

interface RareRuleMembersProps {
  readonly stageKey: string;
  readonly path: string;
  readonly rule: RuleDeclaration;
  readonly onChange: (change: Partial<RuleDeclaration>) => void;
}

function RareRuleMembers({ stageKey, path, rule, onChange }: RareRuleMembersProps) {
  const isSet = rule.region !== undefined || rule.roleArn !== undefined || rule.timeoutInMinutes !== undefined;
  return (
    <details open={isSet || undefined}>
      <summary className="py-0.5 text-small text-muted">Region, role, timeout</summary>
      <div className="flex flex-col gap-2.5 pt-2">
        <TextMember
          nodeKey={stageKey}
          path={`${path}.region`}
          label="Region"
          placeholder="the pipeline's own"
          value={rule.region ?? ""}
          onChange={(region) => onChange({ region: region || undefined })}
        />
        <TextMember
          nodeKey={stageKey}
          path={`${path}.roleArn`}
          label="Role ARN"
          mono
          placeholder="the pipeline's role"
          value={rule.roleArn ?? ""}
          onChange={(roleArn) => onChange({ roleArn: roleArn || undefined })}
        />
        <TextMember
          nodeKey={stageKey}
          path={`${path}.timeoutInMinutes`}
          label="Timeout in minutes"
          inputMode="numeric"
          help="From 5 to 86400."
          value={rule.timeoutInMinutes === undefined ? "" : String(rule.timeoutInMinutes)}
          onChange={(text) => {
            const minutes = Number.parseInt(text, 10);
            onChange({ timeoutInMinutes: Number.isSafeInteger(minutes) ? minutes : undefined });
          }}
        />
        <FieldIssues nodeKey={stageKey} path={`${path}.inputArtifacts`} />
      </div>
    </details>
  );
}
