"use client";
import { useState } from "react";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import type { ConfigurationProperty } from "@/lib/pipeline/action-types/configuration-property";
import type { DraftAction } from "@/lib/pipeline/draft";
import { FieldIssues } from "../field-issues";

interface OtherConfigurationProps {
  readonly action: DraftAction;
  /** Keys that have a field of their own. */
  readonly known: readonly ConfigurationProperty[];
  readonly onChange: (change: Pick<DraftAction, "configuration">) => void;
}

/** The keys the catalogue does not know, as `Key=value` lines: a custom action decides its own. */
export function OtherConfiguration({ action, known, onChange }: OtherConfigurationProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const names = new Set(known.map(({ name }) => name));
  const entries = Object.entries(action.configuration ?? {});
  const own = entries.filter(([name]) => names.has(name));
  const others = entries.filter(([name]) => !names.has(name));
  return (
    <div>
      <Field label="Configuration" help="One Key=value to a line.">
        <Textarea
          data-field="configuration"
          mono
          rows={Math.min(10, Math.max(3, others.length + 1))}
          value={typed ?? others.map(([name, value]) => `${name}=${value}`).join("\n")}
          onBlur={() => setTyped(null)}
          onChange={({ target }) => {
            setTyped(target.value);
            onChange({ configuration: Object.fromEntries([...own, ...parseLines(target.value)]) });
          }}
        />
      </Field>
      <FieldIssues nodeKey={action.key} path="configuration" />
    </div>
  );
}

function parseLines(text: string): [string, string][] {
  return text.split("\n").flatMap((line): [string, string][] => {
    const at = line.indexOf("=");
    return at > 0 ? [[line.slice(0, at).trim(), line.slice(at + 1)]] : [];
  });
}
