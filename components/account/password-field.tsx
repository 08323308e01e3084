"use client";
import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

interface PasswordFieldProps {
  readonly label: string;
  readonly name: string;
  /** Tells password managers whether to fill one in or to propose one. */
  readonly purpose: "current" | "new";
  readonly error?: string | undefined;
  readonly help?: string;
}

export function PasswordField({ label, name, purpose, error, help }: PasswordFieldProps) {
  const [isShown, setIsShown] = useState(false);
  return (
    <Field label={label} error={error} help={help} required>
      <span className="relative block">
        <Input
          name={name}
          type={isShown ? "text" : "password"}
          autoComplete={purpose === "current" ? "current-password" : "new-password"}
          required
          maxLength={200}
          className="h-9 pr-9 text-[14px]"
        />
        <button
          type="button"
          aria-label={isShown ? "Hide password" : "Show password"}
          aria-pressed={isShown}
          className="absolute inset-y-0 right-0 grid w-9 place-items-center rounded-md text-muted hover:text-ink"
          onClick={() => setIsShown(!isShown)}
        >
          {isShown ? <EyeOff aria-hidden="true" className="size-4" /> : <Eye aria-hidden="true" className="size-4" />}
        </button>
      </span>
    </Field>
  );
}
