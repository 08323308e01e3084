import { z } from "zod";
import { delegationList } from "@/lib/contracts/approval-delegation";
import { revokeDelegation } from "@/lib/server/approvals/delegations";
import { route } from "@/lib/server/route";

export const DELETE = route({
  params: z.object({ delegationId: z.uuid() }),
  output: delegationList,
  handle: ({ viewer, params }) => revokeDelegation(viewer, params.delegationId),
});
