import { z } from "zod";
import { connection, connectionInput } from "@/lib/contracts/connection";
import { done } from "@/lib/contracts/done";
import { pathSegment } from "@/lib/contracts/path-segment";
import { changeConnection } from "@/lib/server/connections/change-connection";
import { removeConnection } from "@/lib/server/connections/remove-connection";
import { route } from "@/lib/server/route";

const params = z.object({ connection: pathSegment });

export const PUT = route({
  params,
  input: connectionInput,
  output: connection,
  handle: ({ viewer, params: { connection: slug }, input }) => changeConnection(viewer, slug, input),
});

export const DELETE = route({
  params,
  output: done,
  async handle({ viewer, params: { connection: slug } }) {
    await removeConnection(viewer, slug);
    return {};
  },
});
