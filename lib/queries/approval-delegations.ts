import { queryOptions } from "@tanstack/react-query";
import { delegationList, type DelegationToCreate } from "@/lib/contracts/approval-delegation";
import { getJson, sendJson } from "./get-json";

const URL = "/api/approvals/delegations";

/** Rights to approve that were handed over, as far as they concern the viewer. */
export function delegationsQuery() {
  return queryOptions({
    queryKey: ["approvals", "delegations"],
    queryFn: ({ signal }) => getJson(delegationList, URL, { signal }),
  });
}

export function createDelegation(body: DelegationToCreate) {
  return sendJson(delegationList, URL, { method: "POST", body });
}

export function revokeDelegation(id: string) {
  return sendJson(delegationList, `${URL}/${encodeURIComponent(id)}`, { method: "DELETE" });
}
