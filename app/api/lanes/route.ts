import { commitLanes, laneFilters } from "@/lib/contracts/commit-lanes";
import { getCommitLanes } from "@/lib/server/lanes/get-commit-lanes";
import { route } from "@/lib/server/route";

export const GET = route({
  params: laneFilters,
  output: commitLanes,
  handle: ({ viewer, params }) => getCommitLanes(viewer, params),
});
