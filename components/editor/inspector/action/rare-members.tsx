"use client";
import type { ActionType } from "@/lib/pipeline/action-types/action-type";
import type { DraftAction } from "@/lib/pipeline/draft";
import type { ConfigurationHolder } from "./configuration-field";
import { RareConfigurationFields, rareProperties } from "./configuration-fields";
import { TextMember } from "../text-member";

interface RareMembersProps {
  readonly action: DraftAction;
  readonly type: ActionType | null;
  readonly holder: ConfigurationHolder;
  readonly onChange: (change: Partial<DraftAction>) => void;
  readonly onConfigure: (values: Readonly<Record<string, string>>) => void;
}

/** What is seldom set, folded away until something in it is. */
export function RareMembers({ action, type, holder, onChange, onConfigure }: RareMembersProps) {
  const { category, owner } = action.actionTypeId;
  const isManual = category === "Approval";
  // The service takes neither of other owners, and no Region of sources; what is set anyway is shown to be taken out.
  const takesRegion = (category !== "Source" && owner === "AWS") || action.region !== undefined;
  const takesRole = owner === "AWS" || action.roleArn !== undefined;
  const takesTimeout = isManual || action.timeoutInMinutes !== undefined;
  const rare = type ? rareProperties(type, holder) : [];
  const isSet =
    action.region !== undefined ||
    action.roleArn !== undefined ||
    action.timeoutInMinutes !== undefined ||
    rare.some(({ name }) => action.configuration?.[name] !== undefined);
  const inside = [takesRegion && "Region", takesRole && "role", takesTimeout && "timeout", rare.length > 0 && "more"]
    .filter(Boolean)
    .join(", ");
  if (inside === "") return null;
  return (
    <details open={isSet || undefined}>
      <summary className="py-0.5 text-small text-muted">{inside.charAt(0).toUpperCase() + inside.slice(1)}</summary>
      <div className="flex flex-col gap-3 pt-2">
        {takesRegion && (
          <TextMember
            nodeKey={action.key}
            path="region"
            label="Region"
            placeholder="the pipeline's own"
            help="Another Region needs an artifact store of its own in the pipeline settings."
            value={action.region ?? ""}
            onChange={(region) => onChange({ region: region || undefined })}
          />
        )}
        {takesRole && (
          <TextMember
            nodeKey={action.key}
            path="roleArn"
            label="Role ARN"
            mono
            placeholder="the pipeline's role"
            help="For another account: a role there that the pipeline's role may assume."
            value={action.roleArn ?? ""}
            onChange={(roleArn) => onChange({ roleArn: roleArn || undefined })}
          />
        )}
        {takesTimeout && (
          <TextMember
            nodeKey={action.key}
            path="timeoutInMinutes"
            label="Timeout in minutes"
            inputMode="numeric"
            placeholder="10080 (7 days)"
            help="From 5 minutes to 86400, which is 60 days."
            value={action.timeoutInMinutes === undefined ? "" : String(action.timeoutInMinutes)}
            onChange={(text) => {
              const minutes = Number.parseInt(text, 10);
              onChange({ timeoutInMinutes: Number.isSafeInteger(minutes) ? minutes : undefined });
            }}
          />
        )}
        {type && <RareConfigurationFields type={type} holder={holder} onChange={onConfigure} />}
      </div>
    </details>
  );
}
