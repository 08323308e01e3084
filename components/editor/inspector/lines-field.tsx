"use client";
import { useState } from "react";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { FieldIssues, useFieldIssues } from "./field-issues";
import type { VariableScope } from "./variables/variables-for";
import { VariableTextField } from "./variables/variable-text-field";

interface LinesFieldProps {
  readonly nodeKey: string | null;
  readonly path: string;
  readonly label: string;
  readonly help?: string;
  readonly placeholder?: string;
  readonly required?: boolean;
  readonly lines: readonly string[];
  /** How tall it is while it holds little: three lines unless said otherwise. */
  readonly leastRows?: number;
  /** For lines in which CodePipeline fills in variables. */
  readonly scope?: VariableScope;
  /** Lines that say something; empty ones are left out. */
  readonly onChange: (lines: readonly string[]) => void;
}

/** A list of texts, one to a line. What is typed stays as typed, blank lines included, while the field has the focus. */
export function LinesField(props: LinesFieldProps) {
  const { nodeKey, path, label, help, placeholder, required = false, lines, scope, leastRows = 3, onChange } = props;
  const { error } = useFieldIssues(nodeKey, path);
  const [typed, setTyped] = useState<string | null>(null);
  const rows = Math.min(8, Math.max(leastRows, lines.length + 1));
  const text = typed ?? lines.join("\n");
  const change = (next: string): void => {
    setTyped(next);
    onChange(next.split("\n").filter((line) => line.trim() !== ""));
  };
  return (
    <div>
      <Field label={label} help={help} error={error} required={required}>
        {scope ? (
          <VariableTextField
            scope={scope}
            path={path}
            isMultiline
            rows={rows}
            value={text}
            onBlur={() => setTyped(null)}
            onChange={change}
            {...(placeholder !== undefined && { placeholder })}
          />
        ) : (
          <Textarea
            data-field={path}
            mono
            rows={rows}
            placeholder={placeholder}
            value={text}
            onBlur={() => setTyped(null)}
            onChange={({ target }) => change(target.value)}
          />
        )}
      </Field>
      <FieldIssues nodeKey={nodeKey} path={path} />
    </div>
  );
}
