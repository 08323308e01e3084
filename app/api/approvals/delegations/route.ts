import { delegationList, delegationToCreate } from "@/lib/contracts/approval-delegation";
import { createDelegation, getDelegations } from "@/lib/server/approvals/delegations";
import { route } from "@/lib/server/route";

export const GET = route({ output: delegationList, handle: ({ viewer }) => getDelegations(viewer) });

export const POST = route({
  input: delegationToCreate,
  output: delegationList,
  handle: ({ viewer, input }) => createDelegation(viewer, input),
});
