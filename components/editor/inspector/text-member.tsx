"use client";
import type { ReactNode } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { FieldIssues, useFieldIssues } from "./field-issues";

interface TextMemberProps {
  /** The stage or action it belongs to; null for the pipeline. */
  readonly nodeKey: string | null;
  readonly path: string;
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly help?: ReactNode;
  readonly required?: boolean;
  readonly mono?: boolean;
  readonly placeholder?: string;
  readonly inputMode?: "numeric";
  readonly disabled?: boolean;
}

/** One line of text of a declaration, with what validation says about it. */
export function TextMember(props: TextMemberProps) {
  const { nodeKey, path, label, value, onChange, help, required, mono, placeholder, inputMode, disabled } = props;
  const { error } = useFieldIssues(nodeKey, path);
  return (
    <div className="min-w-0">
      <Field label={label} help={help} error={error} required={required ?? false}>
        <Input
          data-field={path}
          value={value}
          mono={mono ?? false}
          placeholder={placeholder}
          inputMode={inputMode}
          disabled={disabled}
          onChange={(event) => onChange(event.target.value)}
        />
      </Field>
      <FieldIssues nodeKey={nodeKey} path={path} />
    </div>
  );
}
