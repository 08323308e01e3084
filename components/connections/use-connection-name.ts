import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { connectionsQuery } from "@/lib/queries/connections";

/** Tells the name of a connection; its slug until the names are here. */
export function useConnectionName(): (slug: string) => string {
  const { data } = useQuery(connectionsQuery());
  return useCallback((slug) => data?.connections.find((one) => one.slug === slug)?.name ?? slug, [data]);
}
