"use client";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import { useState, type ReactNode } from "react";
import { Toaster } from "@/components/ui/toast";
import { TooltipProvider } from "@/components/ui/tooltip";
import { ApiError } from "@/lib/queries/get-json";

const FRESH_FOR_MS = 5_000;
const RETRIES = 2;

/** What every page shares in the browser: the query cache, the URL state, tooltips and toasts. */
export function Providers({ children }: { readonly children: ReactNode }) {
  const [client] = useState(createQueryClient);
  return (
    <QueryClientProvider client={client}>
      <NuqsAdapter>
        <TooltipProvider>{children}</TooltipProvider>
        <Toaster />
      </NuqsAdapter>
    </QueryClientProvider>
  );
}

function createQueryClient(): QueryClient {
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
