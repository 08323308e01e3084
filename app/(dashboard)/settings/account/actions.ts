"use server";
import { requireViewer } from "@/lib/auth/session";
import type { FormResult } from "@/lib/contracts/form-result";
import { changePassword } from "@/lib/server/account/change-password";
import { signOutEverywhere } from "@/lib/server/account/sign-out-everywhere";
import { formResult } from "@/lib/server/form-result";

export async function changePasswordAction(form: {
  readonly currentPassword: string;
  readonly newPassword: string;
}): Promise<FormResult> {
  return formResult(async () => {
    await changePassword(await requireViewer(), form);
    return null;
  });
}

export async function signOutEverywhereAction(): Promise<FormResult> {
  return formResult(async () => {
    await signOutEverywhere(await requireViewer());
    return null;
  });
}
