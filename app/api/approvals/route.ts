import { approvalList } from "@/lib/contracts/approval";
import { listApprovals } from "@/lib/server/approvals/list-approvals";
import { route } from "@/lib/server/route";

export const GET = route({ output: approvalList, isShared: true, handle: ({ viewer }) => listApprovals(viewer) });
