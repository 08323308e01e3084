import "server-only";
import { z } from "zod";
import { authorize, type Viewer } from "@/lib/auth/viewer";
import { listLocalResources as listEngineResources } from "@/lib/aws/local-resources";
import { localResource, type LocalResourceList } from "@/lib/contracts/local-resource";
import { sharedDb } from "@/lib/db/shared-client";
import { pipelineDeclaration } from "@/lib/pipeline/declaration";
import { getLocalConnection } from "./local-connection";
import { localResourceUses } from "./local-resource-uses";

const MOST_PIPELINES = 1_000;

/** What is bound on this machine, and which names the pipelines of the local engine use. @throws PenstockError */
export async function listLocalResources(viewer: Viewer): Promise<LocalResourceList> {
  authorize(viewer, "view");
  const connection = await getLocalConnection();
  const resources = z.array(localResource).parse(await listEngineResources(connection));
  const registered = new Set(resources.map(({ type, name }) => `${type} ${name}`));
  const rows = await sharedDb().pipeline.findMany({
    where: { connectionId: connection.id, deletedAt: null },
    select: { liveDeclaration: true, draft: { select: { declaration: true } } },
    orderBy: { name: "asc" },
    take: MOST_PIPELINES,
  });
  const uses = rows.flatMap(({ liveDeclaration, draft }) => {
    const declaration = pipelineDeclaration.safeParse(draft?.declaration ?? liveDeclaration);
    if (!declaration.success) return [];
    return localResourceUses(declaration.data, ({ type, name }) => registered.has(`${type} ${name}`));
  });
  return { resources, uses };
}
