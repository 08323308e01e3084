"use client";
import { signIn } from "next-auth/react";
import { useActionState } from "react";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import type { FormResult } from "@/lib/contracts/form-result";
import { formText } from "./form-text";
import { PasswordField } from "./password-field";

interface PasswordFormProps {
  readonly email: string;
  readonly changePassword: (form: { currentPassword: string; newPassword: string }) => Promise<FormResult>;
}

/** A new password ends every session; this one is opened again with it. */
export function PasswordForm({ email, changePassword }: PasswordFormProps) {
  const [failure, submit, isPending] = useActionState(change, null);

  async function change(_: string | null, form: FormData): Promise<string | null> {
    const newPassword = formText(form, "newPassword");
    const result = await changePassword({ currentPassword: formText(form, "currentPassword"), newPassword });
    if (!result.ok) return result.message;
    const session = await signIn("credentials", { email, password: newPassword, redirect: false });
    if (session?.ok) toast.done("Your password is changed. Your other sessions are signed out.");
    else window.location.assign("/sign-in");
    return null;
  }

  return (
    <form action={submit} className="flex max-w-[348px] flex-col gap-3 p-3">
      <input hidden name="username" autoComplete="username" value={email} readOnly />
      <PasswordField label="Current password" name="currentPassword" purpose="current" error={failure ?? undefined} />
      <PasswordField label="New password" name="newPassword" purpose="new" help="At least 12 characters." />
      <p role="alert" className="sr-only">
        {failure}
      </p>
      <Button type="submit" variant="primary" pending={isPending} className="self-start">
        Change password
      </Button>
    </form>
  );
}
