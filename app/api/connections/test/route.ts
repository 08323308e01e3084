import { connectionAccess, connectionTest } from "@/lib/contracts/connection";
import { testConnection } from "@/lib/server/connections/test-connection";
import { route } from "@/lib/server/route";

export const POST = route({
  input: connectionAccess,
  output: connectionTest,
  handle: ({ viewer, input }) => testConnection(viewer, input),
});
