"use server";
import { redirect } from "next/navigation";
import { requireViewer } from "@/lib/auth/session";
import { newPipeline, type NewPipeline } from "@/lib/contracts/new-pipeline";
import type { FormResult } from "@/lib/contracts/form-result";
import { editHref } from "@/lib/queries/urls";
import { createPipelineDraft } from "@/lib/server/sample/create-pipeline-draft";
import { formResult } from "@/lib/server/form-result";

/** Creates the draft and goes on to the editor; what cannot be created leaves the form as it is, with the reason. */
export async function createPipelineAction(form: NewPipeline): Promise<FormResult> {
  const input = newPipeline.safeParse(form);
  if (!input.success) return { ok: false, message: input.error.issues[0]?.message ?? "The form is not valid." };
  const { connection, declaration, metadata, starterOf } = input.data;
  const result = await formResult(async () => {
    await createPipelineDraft(await requireViewer(), {
      connection,
      declaration,
      ...(metadata && { metadata }),
      ...(starterOf !== undefined && { starterOf }),
    });
    return null;
  });
  if (!result.ok) return result;
  redirect(editHref(connection, declaration.name));
}
