import type { ActionTypeId } from "@/lib/pipeline/declaration";

/**
 * True when a job worker says how the action ends, so it can outlive the engine's process. GitHub, the one source of a
 * partner, is a repository here.
 */
export function isAnsweredByJob({ owner, category }: ActionTypeId): boolean {
  return owner === "Custom" || (owner === "ThirdParty" && category !== "Source");
}
