"use client";
import { useId, useRef, useState, type KeyboardEvent } from "react";
import { Input } from "@/components/ui/input";
import { Textarea } from "@/components/ui/textarea";
import { cn } from "@/components/ui/cn";
import { useEditor } from "../../editor-context";
import { completionAt, suggestionsFor, type Completion } from "./completion";
import { variablesFor, type VariableScope } from "./variables-for";

interface VariableTextFieldProps {
  /** Who reads the text, and so which variables are offered. */
  readonly scope: VariableScope;
  readonly path: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Whole values to offer as well. */
  readonly suggestions?: readonly string[];
  readonly rows?: number;
  readonly isMultiline?: boolean;
  readonly isMono?: boolean;
  /** Dots in the place of what is typed. The field stays the same one, so that typing goes on. */
  readonly isMasked?: boolean;
  readonly placeholder?: string;
  readonly inputMode?: "numeric";
  readonly label?: string;
  readonly inputClassName?: string;
  readonly onBlur?: () => void;
}

/** A text that completes `#{namespace.key}` from what can be read there. */
export function VariableTextField(props: VariableTextFieldProps) {
  const { scope, path, value, onChange, suggestions = [], rows = 4, isMultiline = false, isMono = false } = props;
  const { placeholder, inputMode, label, inputClassName, isMasked = false, onBlur } = props;
  const editor = useEditor();
  const listId = useId();
  const field = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const [completion, setCompletion] = useState<Completion | null>(null);

  function offer(text: string, caret: number): void {
    const variables = variablesFor(editor.store.getState().draft, scope);
    setCompletion(completionAt(text.slice(0, caret), variables) ?? suggestionsFor(text, suggestions));
  }

  function typed(text: string, caret: number): void {
    onChange(text);
    offer(text, caret);
  }

  function take(option: string): void {
    if (!completion) return;
    const caret = field.current?.selectionStart ?? value.length;
    const rest = completion.isWhole ? "" : value.slice(caret).replace(/^[\w.@-]*\}?/, "");
    onChange(value.slice(0, completion.from) + option + rest);
    setCompletion(null);
    const end = completion.from + option.length;
    // The caret belongs behind what was taken, once React has put the new text there.
    requestAnimationFrame(() => field.current?.setSelectionRange(end, end));
  }

  function pressed(event: KeyboardEvent): void {
    if (!completion) {
      if (event.key !== "ArrowDown" || value !== "" || suggestions.length === 0) return;
      offer("", 0);
      event.preventDefault();
      return;
    }
    const count = completion.options.length;
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (move) setCompletion({ ...completion, active: (completion.active + move + count) % count });
    // Nothing of a list of suggestions is chosen before the arrows were used: Tab only goes on.
    else if ((event.key === "Enter" || event.key === "Tab") && completion.active >= 0)
      take(completion.options[completion.active] ?? "");
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
    "aria-autocomplete": "list" as const,
    ...(label && { "aria-label": label }),
    ...(completion && completion.active >= 0 && { "aria-activedescendant": `${listId}-${completion.active}` }),
    onKeyDown: pressed,
    onBlur: () => {
      setCompletion(null);
      onBlur?.();
    },
    onChange: (event: { target: { value: string; selectionStart: number | null } }) =>
      typed(event.target.value, event.target.selectionStart ?? event.target.value.length),
  };
  return (
    <span className="relative block min-w-0">
      {isMultiline ? (
        <Textarea mono rows={rows} {...(completion && { "aria-controls": listId })} {...shared} />
      ) : (
        <Input
          role="combobox"
          aria-expanded={completion !== null}
          aria-controls={listId}
          type={isMasked ? "password" : "text"}
          {...(isMasked && { autoComplete: "new-password" })}
          mono={isMono}
          inputMode={inputMode}
          className={inputClassName}
          {...shared}
        />
      )}
      {completion && (
        <div
          id={listId}
          role="listbox"
          aria-label={completion.isWhole ? "Suggestions" : "Variables"}
          className="absolute top-full right-0 left-0 z-20 mt-1 max-h-52 overflow-y-auto rounded-lg border border-line-strong bg-raised p-1 shadow-pop"
        >
          {completion.options.map((option, index) => (
            <div
              key={option}
              id={`${listId}-${index}`}
              role="option"
              aria-selected={index === completion.active}
              className={cn(
                "truncate rounded-sm px-2 py-1 font-mono text-label max-sm:py-2.5",
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
