"use client";
import { useActionState } from "react";
import { formText } from "@/components/account/form-text";
import { PasswordField } from "@/components/account/password-field";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import type { FormResult } from "@/lib/contracts/form-result";
import { openSession } from "@/components/account/open-session";

export interface JoinValues {
  readonly email: string;
  readonly name: string;
  readonly password: string;
}

interface JoinFormProps {
  /** Fixed by an invitation; an owner types theirs. */
  readonly email?: string;
  readonly submitLabel: string;
  /** Creates the person and tells the address to sign in with. */
  readonly join: (values: JoinValues) => Promise<FormResult<{ readonly email: string }>>;
}

interface Attempt {
  readonly values: JoinValues;
  readonly failure: string | null;
}

/** Name and password of somebody new, who is signed in at once. What was typed stays when it is refused. */
export function JoinForm({ email = "", submitLabel, join }: JoinFormProps) {
  const [attempt, submit, isPending] = useActionState(tryToJoin, {
    values: { email, name: "", password: "" },
    failure: null,
  });

  async function tryToJoin(_: Attempt, form: FormData): Promise<Attempt> {
    const values = {
      email: email || formText(form, "email"),
      name: formText(form, "name"),
      password: formText(form, "password"),
    };
    const result = await join(values);
    if (!result.ok) return { values, failure: result.message };
    const problem = await openSession(result.value.email, values.password);
    window.location.assign(problem ? "/sign-in" : "/");
    return { values, failure: null };
  }

  const { values, failure } = attempt;
  return (
    <form action={submit} className="flex flex-col gap-3">
      {failure && (
        <Note tone="fail" role="alert">
          {failure}
        </Note>
      )}
      <Field label="E-mail" required>
        <Input
          name="email"
          type="email"
          autoComplete="username"
          required
          maxLength={254}
          readOnly={email !== ""}
          defaultValue={values.email}
          className="h-9 text-[14px]"
        />
      </Field>
      <Field label="Name" required help="Shown beside what you do.">
        <Input
          name="name"
          autoComplete="name"
          required
          maxLength={100}
          defaultValue={values.name}
          className="h-9 text-[14px]"
        />
      </Field>
      <PasswordField label="Password" name="password" purpose="new" help="At least 12 characters." />
      <Button type="submit" variant="primary" size="lg" pending={isPending} className="mt-1 w-full max-sm:h-11">
        {submitLabel}
      </Button>
    </form>
  );
}
