"use client";
import { createContext, useContext, useId, type ReactNode } from "react";
import { cn } from "./cn";
import { Glyph } from "./glyph";

interface FieldControl {
  readonly id: string;
  readonly describedBy: string | undefined;
  readonly invalid: boolean;
  readonly required: boolean;
}

const FieldContext = createContext<FieldControl | null>(null);

interface FieldProps {
  readonly label: ReactNode;
  readonly help?: ReactNode;
  /** What is wrong with the value; replaces nothing, stands below the control. */
  readonly error?: string | undefined;
  readonly required?: boolean;
  /** Stands at the right end of the label's line, such as a character count. */
  readonly aside?: ReactNode;
  readonly hideLabel?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A label with its control, help and error. The control inside (`Input`, `Select`, `Textarea`) wires itself up. */
export function Field({ label, help, error, required = false, aside, hideLabel, className, children }: FieldProps) {
  const id = useId();
  const describedBy = [error && `${id}-error`, help && `${id}-help`].filter(Boolean).join(" ") || undefined;
  return (
    <div className={cn("min-w-0", className)}>
      <div className={cn("mb-1 flex items-baseline gap-1 text-small font-medium", hideLabel && "sr-only")}>
        <label htmlFor={id}>{label}</label>
        {required && (
          <span aria-hidden="true" className="text-fail">
            *
          </span>
        )}
        {aside && <span className="ml-auto font-normal text-faint">{aside}</span>}
      </div>
      <FieldContext value={{ id, describedBy, invalid: Boolean(error), required }}>{children}</FieldContext>
      {error && (
        <p id={`${id}-error`} className="mt-1 flex items-start gap-1 text-label text-fail">
          <Glyph name="problem" className="mt-px size-[13px]" />
          {error}
        </p>
      )}
      {help && (
        <p id={`${id}-help`} className="mt-1 text-label text-faint">
          {help}
        </p>
      )}
    </div>
  );
}

/** The attributes a control inside a `Field` takes over; empty outside one. */
export function useFieldAttributes() {
  const field = useContext(FieldContext);
  if (!field) return {};
  return {
    id: field.id,
    "aria-describedby": field.describedBy,
    "aria-invalid": field.invalid || undefined,
    "aria-required": field.required || undefined,
  };
}

/** The look that text controls share. */
export const CONTROL_CLASS =
  "w-full min-w-0 rounded-md border border-line-strong bg-surface text-base text-ink " +
  "focus:border-focus focus:outline-0 focus:shadow-[0_0_0_1px_var(--focus)] " +
  "aria-invalid:border-fail aria-invalid:shadow-[0_0_0_1px_var(--fail)] " +
  "disabled:cursor-not-allowed disabled:bg-sunken disabled:text-faint [&[readonly]]:bg-sunken max-sm:text-[16px]";
