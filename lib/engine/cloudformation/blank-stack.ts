import type { Clock } from "@/lib/clock";
import type { Ids } from "../ids";
import type { StackRecord } from "./stack-record";

/** A stack of which there is nothing yet but its name. */
export function blankStack(
  stackName: string,
  { accountId, region }: Pick<StackRecord, "accountId" | "region">,
  { ids, clock }: { readonly ids: Ids; readonly clock: Clock },
): StackRecord {
  return {
    stackId: `arn:aws:cloudformation:${region}:${accountId}:stack/${stackName}/${ids.next()}`,
    stackName,
    accountId,
    region,
    status: "REVIEW_IN_PROGRESS",
    createdAt: clock.now(),
    content: null,
    disableRollback: false,
    isProtected: false,
    resources: {},
    outputs: [],
    imports: [],
    events: [],
    changeSets: [],
  };
}
