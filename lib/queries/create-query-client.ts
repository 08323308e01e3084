import { notifyManager, QueryClient } from "@tanstack/react-query";
import { ApiError } from "./get-json";

const FRESH_FOR_MS = 5_000;
const RETRIES = 2;

// A button shows that its request is on its way before a second press of it can arrive; with the default, a timeout, it
// would be sent twice.
notifyManager.setScheduler(queueMicrotask);

/** The query cache of a browser. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: FRESH_FOR_MS,
        // An answer that will not change by asking again is shown at once.
        retry: (failures, error) => failures < RETRIES && isPassing(error),
      },
    },
  });
}

function isPassing(error: Error): boolean {
  return error instanceof ApiError && ["offline", "throttled", "upstream", "internal"].includes(error.code);
}
