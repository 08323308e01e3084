import { useState } from "react";
import type { Approval } from "@/lib/contracts/approval";
import { approvalKey } from "../approval-key";

/**
 * The chosen request, or the first listed. What is shown stays when it is answered elsewhere, so that the page never
 * turns to another request under the hand that decides.
 * @param approvals everything that waits, whatever is listed
 */
export function useShownRequest(
  approvals: readonly Approval[],
  { listed, chosen }: { readonly listed: readonly Approval[]; readonly chosen: string | null },
) {
  const [shown, setShown] = useState<Approval | null>(null);
  const [first] = listed;
  const key = chosen ?? (shown ? approvalKey(shown) : first && approvalKey(first));
  const waiting = approvals.find((approval) => approvalKey(approval) === key) ?? null;
  const isShown = waiting !== null && shown !== null && approvalKey(shown) === key && shown.token === waiting.token;
  if (waiting && !isShown) setShown(waiting);
  const kept = shown && approvalKey(shown) === key ? shown : null;
  return { shown: waiting ?? kept, isWaiting: waiting !== null, forget: () => setShown(null) };
}
