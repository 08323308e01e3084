import { queryOptions } from "@tanstack/react-query";
import { overview } from "@/lib/contracts/overview";
import { getJson } from "./get-json";

export function overviewQuery() {
  return queryOptions({
    queryKey: ["overview"],
    queryFn: ({ signal }) => getJson(overview, "/api/overview", { signal }),
  });
}
