"use client";
import { useState } from "react";

/** Text that survives a reload, a lost session and a closed tab, until it is dropped. For what a person typed. */
export function useKeptText(key: string): { text: string; setText: (text: string) => void; drop: () => void } {
  const [text, setShown] = useState(() => (typeof window === "undefined" ? "" : (localStorage.getItem(key) ?? "")));
  return {
    text,
    setText(next) {
      setShown(next);
      if (next === "") localStorage.removeItem(key);
      else localStorage.setItem(key, next);
    },
    drop() {
      setShown("");
      localStorage.removeItem(key);
    },
  };
}
