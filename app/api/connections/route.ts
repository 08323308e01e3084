import { connection, connectionInput, connectionList } from "@/lib/contracts/connection";
import { addConnection } from "@/lib/server/connections/add-connection";
import { listConnections } from "@/lib/server/connections/list-connections";
import { route } from "@/lib/server/route";

export const GET = route({ output: connectionList, isShared: true, handle: ({ viewer }) => listConnections(viewer) });

export const POST = route({
  input: connectionInput,
  output: connection,
  handle: ({ viewer, input }) => addConnection(viewer, input),
});
