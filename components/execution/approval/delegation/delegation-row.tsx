"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ArrowRight } from "lucide-react";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import { toast } from "@/components/ui/toast";
import type { Delegation } from "@/lib/contracts/approval-delegation";
import { delegationsQuery, revokeDelegation } from "@/lib/queries/approval-delegations";

const WORDS = {
  "in-force": "in force",
  upcoming: "not begun yet",
  ended: "ended",
  revoked: "taken back",
} as const satisfies Record<Delegation["status"], string>;

/** One right that was handed over, with the way to take it back. */
export function DelegationRow({ delegation }: { readonly delegation: Delegation }) {
  const { id, delegator, delegate, pipelines, from, until, reason, status, revokedByName, canRevoke } = delegation;
  const client = useQueryClient();
  const revoke = useMutation({
    mutationFn: () => revokeDelegation(id),
    onSuccess(answer) {
      client.setQueryData(delegationsQuery().queryKey, answer);
      toast.done(`${delegate.name} no longer answers for ${delegator.name}`);
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["approvals"] }),
  });
  return (
    <li className="flex flex-col gap-1 border-b border-line px-3 py-2 [overflow-wrap:anywhere] last:border-b-0">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <b className="font-semibold">{delegator.name}</b>
        <ArrowRight aria-label="hands over to" className="size-3.5 shrink-0 text-muted" />
        <b className="font-semibold">{delegate.name}</b>
        <Tag>{WORDS[status]}</Tag>
        {canRevoke && (
          <Button
            size="sm"
            className="ml-auto max-sm:h-11 max-sm:px-3"
            aria-label={`Take back from ${delegate.name}`}
            pending={revoke.isPending}
            onClick={() => revoke.mutate()}
          >
            Take back
          </Button>
        )}
      </div>
      <p className="text-small text-muted">
        <Time at={Date.parse(from)} format="clock" /> until <Time at={Date.parse(until)} format="clock" /> ·{" "}
        {pipelinesInWords(pipelines)}
        {revokedByName && ` · taken back by ${revokedByName}`}
      </p>
      <p className="text-small">{reason}</p>
      {revoke.error && <ErrorNotice error={revoke.error} />}
    </li>
  );
}

function pipelinesInWords(pipelines: Delegation["pipelines"]): string {
  if (pipelines === null) return "every pipeline";
  if (pipelines.length === 0) return "pipelines that are gone";
  return pipelines.map(({ connection, pipelineName }) => `${connection}/${pipelineName}`).join(", ");
}
