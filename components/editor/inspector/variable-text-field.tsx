"use client";
import { useId, useRef, useState, type KeyboardEvent } from "react";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { cn } from "@/components/ui/cn";
import { useEditor } from "../editor-context";
import { variablesFor } from "./variables-for";

interface VariableTextFieldProps {
  /** The action whose visible variables are offered; null for a field that takes none. */
  readonly actionKey: string | null;
  readonly path: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly isMultiline?: boolean;
  readonly placeholder?: string;
  readonly inputMode?: "numeric";
  readonly label?: string;
}

interface Completion {
  /** Where the unfinished `#{…` begins. */
  readonly from: number;
  readonly options: readonly string[];
  readonly active: number;
}

const MAX_OPTIONS = 8;

/** A text that completes `#{namespace.key}` from what the action can see. */
export function VariableTextField(props: VariableTextFieldProps) {
  const { actionKey, path, value, onChange, isMultiline = false, placeholder, inputMode, label } = props;
  const editor = useEditor();
  const listId = useId();
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const [completion, setCompletion] = useState<Completion | null>(null);

  function typed(text: string, caret: number): void {
    onChange(text);
    setCompletion(
      actionKey === null
        ? null
        : completionAt(text.slice(0, caret), variablesFor(editor.store.getState().draft, actionKey)),
    );
  }

  function take(option: string): void {
    if (!completion) return;
    const caret = field.current?.selectionStart ?? value.length;
    const rest = value.slice(caret).replace(/^[\w.@-]*\}?/, "");
    onChange(value.slice(0, completion.from) + option + rest);
    setCompletion(null);
  }

  function pressed(event: KeyboardEvent): void {
    if (!completion) return;
    const count = completion.options.length;
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move) setCompletion({ ...completion, active: (completion.active + move + count) % count });
    else if (event.key === "Enter" || event.key === "Tab") take(completion.options[completion.active] ?? "");
    else if (event.key === "Escape") setCompletion(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  const shared = {
    ref: field,
    "data-field": path,
    value,
    placeholder,
    role: "combobox",
    "aria-expanded": completion !== null,
    "aria-controls": listId,
    "aria-autocomplete": "list" as const,
    ...(label && { "aria-label": label }),
    ...(completion && { "aria-activedescendant": `${listId}-${completion.active}` }),
    onKeyDown: pressed,
    onBlur: () => setCompletion(null),
    onChange: (event: { target: { value: string; selectionStart: number | null } }) =>
      typed(event.target.value, event.target.selectionStart ?? event.target.value.length),
  };
  return (
    <span className="relative block">
      {isMultiline ? <Textarea mono rows={4} {...shared} /> : <Input inputMode={inputMode} {...shared} />}
      {completion && (
        <div
          id={listId}
          role="listbox"
          aria-label="Variables"
          className="absolute top-full right-0 left-0 z-20 mt-1 max-h-52 overflow-y-auto rounded-lg border border-line-strong bg-raised p-1 shadow-pop"
        >
          {completion.options.map((option, index) => (
            <div
              key={option}
              id={`${listId}-${index}`}
              role="option"
              aria-selected={index === completion.active}
              className={cn(
                "truncate rounded-sm px-2 py-1 font-mono text-label",
                index === completion.active && "bg-accent-soft text-accent",
              )}
              // The field would lose focus, and the list with it, before a click.
              onPointerDown={(event) => {
                event.preventDefault();
                take(option);
              }}
            >
              {option}
            </div>
          ))}
        </div>
      )}
    </span>
  );
}

function completionAt(before: string, variables: readonly string[]): Completion | null {
  const from = before.lastIndexOf("#{");
  const unfinished = before.slice(from);
  if (from < 0 || unfinished.includes("}")) return null;
  const options = variables
    .filter((variable) => variable.toLowerCase().startsWith(unfinished.toLowerCase()))
    .slice(0, MAX_OPTIONS);
  return options.length > 0 ? { from, options, active: 0 } : null;
}
