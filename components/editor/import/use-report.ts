"use client";
import { useEffect, useRef } from "react";

/** Tells whoever holds this component what it has come to, once for each value. */
export function useReport<Value>(value: Value, report: (value: Value) => void): void {
  const latest = useRef(report);
  useEffect(() => {
    latest.current = report;
  });
  useEffect(() => latest.current(value), [value]);
}
