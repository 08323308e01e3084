"use client";
import { useActionState, useState } from "react";
import { formText } from "@/components/account/form-text";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import { Select } from "@/components/ui/select";
import { Time } from "@/components/ui/time";
import type { FormResult } from "@/lib/contracts/form-result";
import type { NewInvitation } from "@/lib/contracts/people";
import { describeRole } from "./role-words";

interface InviteFormProps {
  readonly roles: readonly string[];
  readonly invite: (form: { email: string; role: string }) => Promise<FormResult<NewInvitation>>;
}

interface Answer {
  readonly email: string;
  readonly result: FormResult<NewInvitation> | null;
}

/** Makes a link to hand over. It is shown once, because only its hash is kept. */
export function InviteForm({ roles, invite }: InviteFormProps) {
  const [role, setRole] = useState(roles[0] ?? "");
  const [{ email, result }, submit, isPending] = useActionState(send, { email: "", result: null });

  async function send(_: Answer, form: FormData): Promise<Answer> {
    const typed = formText(form, "email");
    const answer = await invite({ email: typed, role });
    return { email: answer.ok ? "" : typed, result: answer };
  }

  return (
    <div className="flex flex-col gap-3 p-3">
      <form action={submit} aria-label="Invite somebody" className="flex flex-wrap items-start gap-3">
        <Field
          label="E-mail"
          required
          className="w-72 max-sm:w-full"
          error={result?.ok === false ? result.message : undefined}
        >
          <Input name="email" type="email" required maxLength={254} defaultValue={email} />
        </Field>
        <Field label="Role" className="w-72 max-sm:w-full" help={describeRole(role)}>
          <Select value={role} onChange={(event) => setRole(event.target.value)}>
            {roles.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </Select>
        </Field>
        <Button type="submit" variant="primary" pending={isPending} className="mt-[22px]">
          Create invitation
        </Button>
      </form>
      {result?.ok && <InvitationLink invitation={result.value} />}
    </div>
  );
}

function InvitationLink({ invitation }: { readonly invitation: NewInvitation }) {
  const link = `${window.location.origin}/invitation?token=${invitation.token}`;
  return (
    <Note tone="ok" role="status" action={<CopyButton text={link} what="invitation link" />}>
      <p>
        Send this link to {invitation.email}. It works once and expires <Time at={invitation.expiresAt} />. It is shown
        only now.
      </p>
      <p className="mt-1 font-mono text-small break-all">{link}</p>
    </Note>
  );
}
