"use client";
import Link from "next/link";
import { Duration } from "@/components/ui/duration";
import { formatDurationShort } from "@/components/ui/format-duration";
import { clockTime } from "@/components/ui/time";
import { useNow } from "@/components/ui/use-now";
import type { FleetPipeline } from "@/lib/contracts/fleet";

/** "1 approval, 11m, 6d left": how many wait, for how long the first has, and how long it still may. */
export function WaitingFor({ waiting }: { readonly waiting: NonNullable<FleetPipeline["waiting"]> }) {
  const now = useNow();
  const expiresAt = Date.parse(waiting.expiresAt);
  return (
    <Link
      href="/approvals"
      prefetch={false}
      title={
        now === null
          ? undefined
          : `${waiting.stageName}, ${waiting.actionName}: waits since ${clockTime(Date.parse(waiting.since), now)}, until ${clockTime(expiresAt, now)}${waiting.isForViewer ? ". You may decide it." : ""}`
      }
      className="block truncate text-label text-wait underline"
    >
      {waiting.count > 1 && `${waiting.count} approvals, `}
      {waiting.isForViewer && waiting.count === 1 && "for you, "}
      <Duration from={Date.parse(waiting.since)} />
      {now !== null && (expiresAt > now ? `, ${formatDurationShort(expiresAt - now)} left` : ", expired")}
    </Link>
  );
}
