"use client";
import { useActionState } from "react";
import { formText } from "@/components/account/form-text";
import { PasswordField } from "@/components/account/password-field";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { openSession } from "@/components/account/open-session";

interface SignInFormProps {
  /** Where to go then: a path of this Penstock. */
  readonly callbackPath: string;
}

interface Attempt {
  readonly email: string;
  readonly failure: string | null;
}

export function SignInForm({ callbackPath }: SignInFormProps) {
  const [{ email, failure }, submit, isPending] = useActionState(attempt, { email: "", failure: null });

  async function attempt(_: Attempt, form: FormData): Promise<Attempt> {
    const tried = formText(form, "email");
    const problem = await openSession(tried, formText(form, "password"));
    // A full load: nothing rendered for a stranger survives.
    if (!problem) window.location.assign(callbackPath);
    return { email: tried, failure: problem };
  }

  return (
    <form action={submit} className="flex flex-col gap-3">
      <Field label="E-mail" required>
        <Input
          name="email"
          type="email"
          autoComplete="username"
          required
          maxLength={254}
          defaultValue={email}
          className="h-9 text-[14px]"
        />
      </Field>
      <PasswordField label="Password" name="password" purpose="current" error={failure ?? undefined} />
      <p role="alert" className="sr-only">
        {failure}
      </p>
      <Button type="submit" variant="primary" size="lg" pending={isPending} className="mt-1 w-full max-sm:h-11">
        Sign in
      </Button>
    </form>
  );
}
