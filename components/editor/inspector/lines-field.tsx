"use client";
import { useState } from "react";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { FieldIssues, useFieldIssues } from "./field-issues";

interface LinesFieldProps {
  readonly nodeKey: string | null;
  readonly path: string;
  readonly label: string;
  readonly help?: string;
  readonly placeholder?: string;
  readonly required?: boolean;
  readonly lines: readonly string[];
  /** Lines that say something; empty ones are left out. */
  readonly onChange: (lines: readonly string[]) => void;
}

/** A list of texts, one to a line. What is typed stays as typed, blank lines included, while the field has the focus. */
export function LinesField(props: LinesFieldProps) {
  const { nodeKey, path, label, help, placeholder, required = false, lines, onChange } = props;
  const { error } = useFieldIssues(nodeKey, path);
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <div>
      <Field label={label} help={help} error={error} required={required}>
        <Textarea
          data-field={path}
          mono
          rows={Math.min(8, Math.max(3, lines.length + 1))}
          placeholder={placeholder}
          value={typed ?? lines.join("\n")}
          onBlur={() => setTyped(null)}
          onChange={({ target }) => {
            setTyped(target.value);
            onChange(target.value.split("\n").filter((line) => line.trim() !== ""));
          }}
        />
      </Field>
      <FieldIssues nodeKey={nodeKey} path={path} />
    </div>
  );
}
