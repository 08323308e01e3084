import type { LocalResource, LocalResources, LocalResourceType } from "../local-resources";
import { isOfType } from "../local-resources-of";

/** Finds what is registered and asks for each kind only once, however many names are looked up: for one round. */
export function askedOnce(resources: LocalResources): Pick<LocalResources, "find"> {
  const lists = new Map<LocalResourceType, Promise<ReadonlyMap<string, LocalResource>>>();

  async function byName(type: LocalResourceType): Promise<ReadonlyMap<string, LocalResource>> {
    return new Map((await resources.list(type)).map((resource) => [resource.name, resource]));
  }

  return {
    async find(type, name) {
      const list = lists.get(type) ?? byName(type);
      lists.set(type, list);
      const resource = (await list).get(name);
      return resource && isOfType(resource, type) ? resource : null;
    },
  };
}
