import type { ActionTypeId } from "@/lib/pipeline/declaration";

/**
 * True when a job worker says how the action ends, so it can outlive the engine's process. GitHub, the one source of a
 * partner, is a repository here.
 */
export function isForWorkers({ owner, category }: ActionTypeId): boolean {
  return owner === "Custom" || (owner === "ThirdParty" && category !== "Source");
}

/** True for actions whose outcome comes as the result of a job: from a worker, or from a function that was called. */
export function isAnsweredByJob(id: ActionTypeId): boolean {
  return isForWorkers(id) || (id.owner === "AWS" && id.category === "Invoke" && id.provider === "Lambda");
}
