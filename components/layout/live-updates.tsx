"use client";
import { useQueryClient } from "@tanstack/react-query";
import { createContext, useContext, useEffect, useState, type ReactNode } from "react";
import { followLiveChanges, type LiveState } from "@/lib/queries/live-changes";

const LiveStateContext = createContext<LiveState>("connecting");

/** Holds the one event stream of the page; `useLiveState` tells how it fares. */
export function LiveUpdates({ children }: { readonly children: ReactNode }) {
  const client = useQueryClient();
  const [state, setState] = useState<LiveState>("connecting");
  useEffect(() => followLiveChanges(client, setState), [client]);
  return <LiveStateContext value={state}>{children}</LiveStateContext>;
}

export function useLiveState(): LiveState {
  return useContext(LiveStateContext);
}
