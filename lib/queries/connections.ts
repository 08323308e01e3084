import { queryOptions } from "@tanstack/react-query";
import {
  type ConnectionAccess,
  connection,
  type ConnectionInput,
  connectionList,
  connectionTest,
  importResult,
  ingestKey,
} from "@/lib/contracts/connection";
import { done } from "@/lib/contracts/done";
import { getJson, sendJson } from "./get-json";
import { connectionUrl } from "./urls";

export function connectionsQuery() {
  return queryOptions({
    queryKey: ["connections"],
    queryFn: ({ signal }) => getJson(connectionList, "/api/connections", { signal }),
  });
}

export function testConnection(access: ConnectionAccess) {
  return sendJson(connectionTest, "/api/connections/test", { method: "POST", body: access });
}

export function addConnection(input: ConnectionInput) {
  return sendJson(connection, "/api/connections", { method: "POST", body: input });
}

export function changeConnection(slug: string, input: ConnectionInput) {
  return sendJson(connection, connectionUrl(slug), { method: "PUT", body: input });
}

export function removeConnection(slug: string) {
  return sendJson(done, connectionUrl(slug), { method: "DELETE" });
}

export function importPipelines(slug: string) {
  return sendJson(importResult, `${connectionUrl(slug)}/import`, { method: "POST" });
}

export function renewIngestKey(slug: string) {
  return sendJson(ingestKey, `${connectionUrl(slug)}/ingest-key`, { method: "POST" });
}
