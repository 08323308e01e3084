"use server";
import type { FormResult } from "@/lib/contracts/form-result";
import { formResult } from "@/lib/server/form-result";
import { createOwner } from "@/lib/server/setup/create-owner";

export async function createOwnerAction(token: string, values: unknown): Promise<FormResult<{ email: string }>> {
  return formResult(() => createOwner(token, values));
}
