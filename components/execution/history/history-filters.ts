import { parseAsArrayOf, parseAsIsoDate, parseAsString, parseAsStringLiteral } from "nuqs";
import { PIPELINE_EXECUTION_STATUSES, TRIGGER_TYPES } from "@/lib/pipeline/execution";

/** The filters of the history, as they stand in the query string: a filtered list is a link. */
export const HISTORY_FILTERS = {
  status: parseAsArrayOf(parseAsStringLiteral(PIPELINE_EXECUTION_STATUSES)).withDefault([]),
  trigger: parseAsArrayOf(parseAsStringLiteral(TRIGGER_TYPES)).withDefault([]),
  from: parseAsIsoDate,
  to: parseAsIsoDate,
  revision: parseAsString.withDefault(""),
} as const;
