import { queryOptions } from "@tanstack/react-query";
import { done } from "@/lib/contracts/done";
import { localResourceList, type LocalResource, type LocalResourceReference } from "@/lib/contracts/local-resource";
import { getJson, sendJson } from "./get-json";

export function localResourcesQuery() {
  return queryOptions({
    queryKey: ["local-resources"],
    queryFn: ({ signal }) => getJson(localResourceList, "/api/local-resources", { signal }),
  });
}

export function putLocalResource(resource: LocalResource) {
  return sendJson(done, "/api/local-resources", { method: "PUT", body: resource });
}

export function deleteLocalResource(reference: LocalResourceReference) {
  return sendJson(done, "/api/local-resources", { method: "DELETE", body: reference });
}
