import { decidedApprovalList } from "@/lib/contracts/approval";
import { listDecidedApprovals } from "@/lib/server/approvals/list-decided-approvals";
import { route } from "@/lib/server/route";

export const GET = route({ output: decidedApprovalList, handle: ({ viewer }) => listDecidedApprovals(viewer) });
