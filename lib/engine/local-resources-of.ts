import type { LocalResource, LocalResources, LocalResourceType } from "./local-resources";
import type { EngineStore } from "./store/store";

/** What people have bound under Local resources, read at each use. */
export function localResourcesOf(store: Pick<EngineStore, "findLocalResource" | "listLocalResources">): LocalResources {
  return {
    async find(type, name) {
      const resource = await store.findLocalResource(type, name);
      return resource && isOfType(resource, type) ? resource : null;
    },
    async list(type) {
      const resources = await store.listLocalResources();
      return resources.filter((resource) => isOfType(resource, type));
    },
  };
}

/** Whether a resource is of that type. */
export function isOfType<T extends LocalResourceType>(
  resource: LocalResource,
  type: T,
): resource is Extract<LocalResource, { type: T }> {
  return resource.type === type;
}
