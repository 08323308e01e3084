"use client";
import { RadioGroup as Radix } from "radix-ui";
import { useId, type ReactNode } from "react";

interface RadioGroupProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly onValueChange: (value: Value) => void;
  readonly options: readonly { readonly value: Value; readonly label: ReactNode; readonly help?: ReactNode }[];
}

/** A few choices that each need a sentence. */
export function RadioGroup<Value extends string>({ label, value, onValueChange, options }: RadioGroupProps<Value>) {
  const id = useId();
  return (
    <Radix.Root
      aria-label={label}
      value={value}
      onValueChange={(next) => {
        const chosen = options.find((option) => option.value === next);
        if (chosen) onValueChange(chosen.value);
      }}
      className="flex flex-col gap-2.5"
    >
      {options.map((option) => (
        <div key={option.value} className="flex items-start gap-2">
          <Radix.Item
            id={`${id}-${option.value}`}
            value={option.value}
            aria-describedby={option.help ? `${id}-${option.value}-help` : undefined}
            className="mt-px size-4 shrink-0 rounded-full border-[1.5px] border-line-strong bg-surface data-[state=checked]:border-accent data-[state=checked]:shadow-[inset_0_0_0_3.5px_var(--accent)]"
          />
          <div className="min-w-0">
            <label htmlFor={`${id}-${option.value}`} className="font-medium">
              {option.label}
            </label>
            {option.help && (
              <p id={`${id}-${option.value}-help`} className="text-small text-muted">
                {option.help}
              </p>
            )}
          </div>
        </div>
      ))}
    </Radix.Root>
  );
}
