"use client";
import { Clock } from "lucide-react";
import { Pill } from "@/components/ui/pill";
import { Time } from "@/components/ui/time";
import { useNow } from "@/components/ui/use-now";
import { SOON_MS, timeLeft } from "./time-left";

/** When a request expires; within the last day, how long that is. Nothing is read out: the clock only runs. */
export function Expiry({ expiresAt }: { readonly expiresAt: number }) {
  const now = useNow();
  const leftMs = now === null ? null : expiresAt - now;
  const isSoon = leftMs !== null && leftMs < SOON_MS;
  return (
    <Pill tone={isSoon ? "fail" : "idle"}>
      <Clock aria-hidden="true" />
      <span>
        {isSoon && `${leftMs > 0 ? timeLeft(leftMs) : "Expired"} · `}
        {leftMs !== null && leftMs <= 0 ? "at" : "Expires"} <Time at={expiresAt} format="clock" />
      </span>
    </Pill>
  );
}
