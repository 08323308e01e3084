"use server";
import { revalidatePath } from "next/cache";
import { isRole } from "@/lib/auth/permissions";
import { requireViewer } from "@/lib/auth/session";
import type { Viewer } from "@/lib/auth/viewer";
import type { FormResult } from "@/lib/contracts/form-result";
import type { NewInvitation } from "@/lib/contracts/people";
import { PenstockError } from "@/lib/errors";
import { formResult } from "@/lib/server/form-result";
import { invitePerson } from "@/lib/server/invitations/invite-person";
import { revokeInvitation } from "@/lib/server/invitations/revoke-invitation";
import { changeRole } from "@/lib/server/people/change-role";
import { disablePerson, enablePerson } from "@/lib/server/people/disable-person";

export async function inviteAction(form: {
  readonly email: string;
  readonly role: string;
}): Promise<FormResult<NewInvitation>> {
  return change((viewer) => invitePerson(viewer, form));
}

export async function revokeInvitationAction(invitationId: string): Promise<FormResult> {
  return change(async (viewer) => {
    await revokeInvitation(viewer, invitationId);
    return null;
  });
}

export async function changeRoleAction(personId: string, role: string): Promise<FormResult> {
  return change(async (viewer) => {
    if (!isRole(role)) throw new PenstockError("invalid_input", `${role} is not a role. Reload the page.`);
    await changeRole(viewer, { personId, role });
    return null;
  });
}

export async function setAccessAction(personId: string, access: "disable" | "enable"): Promise<FormResult> {
  return change(async (viewer) => {
    await (access === "disable" ? disablePerson : enablePerson)(viewer, personId);
    return null;
  });
}

async function change<Value>(work: (viewer: Viewer) => Promise<Value>): Promise<FormResult<Value>> {
  const result = await formResult(async () => work(await requireViewer()));
  // Without a session the page would lead away from what was typed.
  if (result.ok) revalidatePath("/settings/people");
  return result;
}
