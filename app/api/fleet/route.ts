import { fleet } from "@/lib/contracts/fleet";
import { getFleet } from "@/lib/server/pipelines/get-fleet";
import { route } from "@/lib/server/route";

export const GET = route({ output: fleet, isShared: true, handle: ({ viewer }) => getFleet(viewer) });
