import { done } from "@/lib/contracts/done";
import { localResource, localResourceList, localResourceReference } from "@/lib/contracts/local-resource";
import { deleteLocalResource, putLocalResource } from "@/lib/server/local-resources/change-local-resource";
import { listLocalResources } from "@/lib/server/local-resources/list-local-resources";
import { route } from "@/lib/server/route";

export const GET = route({ output: localResourceList, handle: ({ viewer }) => listLocalResources(viewer) });

export const PUT = route({
  input: localResource,
  output: done,
  handle: async ({ viewer, input }) => {
    await putLocalResource(viewer, input);
    return {};
  },
});

export const DELETE = route({
  input: localResourceReference,
  output: done,
  handle: async ({ viewer, input }) => {
    await deleteLocalResource(viewer, input);
    return {};
  },
});
