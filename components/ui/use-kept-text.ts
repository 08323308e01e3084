"use client";
import { useState, useSyncExternalStore } from "react";

/** Text that survives a reload, a lost session and a closed tab, until it is dropped. For what a person typed. */
export function useKeptText(key: string): { text: string; setText: (text: string) => void; drop: () => void } {
  const kept = useSyncExternalStore(
    neverChanges,
    () => localStorage.getItem(key) ?? "",
    () => "",
  );
  const [typed, setTyped] = useState<string | null>(null);
  return {
    text: typed ?? kept,
    setText(next) {
      setTyped(next);
      if (next === "") localStorage.removeItem(key);
      else localStorage.setItem(key, next);
    },
    drop() {
      setTyped("");
      localStorage.removeItem(key);
    },
  };
}

/** Only this hook writes the key, and it remembers what it wrote. */
function neverChanges(): () => void {
  return () => undefined;
}
