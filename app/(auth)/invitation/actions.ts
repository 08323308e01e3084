"use server";
import type { FormResult } from "@/lib/contracts/form-result";
import { formResult } from "@/lib/server/form-result";
import { acceptInvitation } from "@/lib/server/invitations/accept-invitation";

export async function acceptInvitationAction(token: string, values: unknown): Promise<FormResult<{ email: string }>> {
  return formResult(() => acceptInvitation(token, values));
}
