import { overview } from "@/lib/contracts/overview";
import { getOverview } from "@/lib/server/pipelines/get-overview";
import { route } from "@/lib/server/route";

export const GET = route({ output: overview, isShared: true, handle: ({ viewer }) => getOverview(viewer) });
