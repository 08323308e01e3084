import type { Deployment } from "./deployment";
import type { StackProgress } from "./stack-progress";

/** Takes back what a deployment has done, and tells how that went. */
export async function rollBackStack(
  progress: StackProgress,
  deployment: Deployment,
  { isUpdate, reason }: { readonly isUpdate: boolean; readonly reason: string },
): Promise<void> {
  const rolling = isUpdate ? "UPDATE_ROLLBACK" : "ROLLBACK";
  progress.setStatus(`${rolling}_IN_PROGRESS`, isUpdate ? reason : `${reason} Rollback requested by user.`);
  await progress.save();
  const failed = await deployment.rollBack();
  if (failed.length > 0) progress.setStatus(`${rolling}_FAILED`, failed.join("; "));
  else progress.setStatus(`${rolling}_COMPLETE`);
}
