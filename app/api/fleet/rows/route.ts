import { fleetRows, fleetRowsQuestion } from "@/lib/contracts/fleet";
import { getFleetRows } from "@/lib/server/pipelines/get-fleet";
import { route } from "@/lib/server/route";

export const GET = route({
  params: fleetRowsQuestion,
  output: fleetRows,
  isShared: true,
  handle: ({ viewer, params }) => getFleetRows(viewer, params.of),
});
