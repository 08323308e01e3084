"use client";
import { Check } from "lucide-react";
import { Checkbox as Radix } from "radix-ui";
import { useId, type ReactNode } from "react";

interface CheckboxProps {
  readonly checked: boolean;
  readonly onCheckedChange: (checked: boolean) => void;
  readonly label: ReactNode;
  readonly help?: ReactNode;
  readonly disabled?: boolean;
  readonly name?: string;
}

export function Checkbox({ checked, onCheckedChange, label, help, disabled, name }: CheckboxProps) {
  const id = useId();
  return (
    <div className="flex items-start gap-2">
      <Radix.Root
        id={id}
        checked={checked}
        onCheckedChange={(state) => onCheckedChange(state === true)}
        aria-describedby={help ? `${id}-help` : undefined}
        disabled={disabled ?? false}
        {...(name && { name })}
        className="mt-px grid size-4 shrink-0 place-items-center rounded-sm border-[1.5px] border-line-strong bg-surface text-on-accent disabled:bg-sunken data-[state=checked]:border-accent data-[state=checked]:bg-accent"
      >
        <Radix.Indicator>
          <Check aria-hidden="true" className="size-3" strokeWidth={3} />
        </Radix.Indicator>
      </Radix.Root>
      <div className="min-w-0">
        <label htmlFor={id}>{label}</label>
        {help && (
          <p id={`${id}-help`} className="text-label text-faint">
            {help}
          </p>
        )}
      </div>
    </div>
  );
}
