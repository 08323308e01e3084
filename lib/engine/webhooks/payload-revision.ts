import type { ActionDeclaration } from "@/lib/pipeline/declaration";
import { isPlainObject } from "@/lib/pipeline/is-plain-object";

/**
 * The commit that a push event is about, where it is one for the branch that a source action follows.
 * @returns null for any other payload: the action then takes the newest commit
 */
export function payloadRevision(
  payload: unknown,
  { actionTypeId, configuration = {} }: ActionDeclaration,
): string | null {
  const branch = actionTypeId.provider === "GitHub" ? configuration["Branch"] : configuration["BranchName"];
  if (!isPlainObject(payload) || branch === undefined || payload["ref"] !== `refs/heads/${branch}`) return null;
  const after = payload["after"];
  return typeof after === "string" && /^[0-9a-f]{40,64}$/.test(after) && !/^0+$/.test(after) ? after : null;
}

/** GitHub asks at registration whether somebody is there, and tells of branches that are gone: neither is a change. */
export function isNoChange(payload: unknown, headers: Headers): boolean {
  return headers.get("x-github-event") === "ping" || (isPlainObject(payload) && payload["deleted"] === true);
}
