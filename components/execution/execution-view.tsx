"use client";
import { useQuery } from "@tanstack/react-query";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { FreshnessPill } from "@/components/layout/freshness";
import { Page } from "@/components/layout/page";
import { CopyButton } from "@/components/ui/copy-button";
import { IconButton } from "@/components/ui/icon-button";
import { Button, LinkButton } from "@/components/ui/button";
import { Tag } from "@/components/ui/tag";
import { isTerminal } from "@/lib/pipeline/execution";
import { executionQuery } from "@/lib/queries/executions";
import { compareHref, executionHref, historyHref, pipelineHref } from "@/lib/queries/urls";
import type { ExecutionAddress } from "@/lib/contracts/pipeline-address";
import { CompareDialog } from "./compare/compare-dialog";
import { shortExecutionId } from "./controls/use-execution-commands";
import { drawExecution } from "./drawn-execution";
import { ExecutionBody } from "./execution-body";
import { ExecutionSkeleton } from "./execution-skeleton";
import { LoadFailure } from "./load-failure";
import { useReplayInstant } from "./replay/use-replay";
import { StaleNote } from "./stale-note";
import { useRunKeys } from "./use-run-keys";

interface ExecutionViewProps {
  readonly address: ExecutionAddress;
  readonly canOperate: boolean;
}

/** The page of one execution. */
export function ExecutionView({ address, canOperate }: ExecutionViewProps) {
  const { connection, pipelineName, pipelineExecutionId } = address;
  const router = useRouter();
  const { data: drawn, error, refetch } = useQuery({ ...executionQuery(address), select: drawExecution });
  const execution = drawn?.execution;
  const [isComparing, setComparing] = useState(false);
  const [, setInstant] = useReplayInstant();
  const earlier = execution?.earlierExecutionId ?? null;
  const later = execution?.laterExecutionId ?? null;

  function goTo(id: string | null) {
    if (id !== null) router.push(executionHref(connection, pipelineName, id));
  }
  useRunKeys({ h: () => goTo(earlier), l: () => goTo(later) });

  return (
    <Page
      layout="full"
      crumbs={[
        { label: "Pipelines", href: "/pipelines" },
        { label: pipelineName, href: pipelineHref(connection, pipelineName), isSubject: true },
        { label: "Executions", href: historyHref(connection, pipelineName) },
        { label: shortExecutionId(pipelineExecutionId) },
      ]}
      note={
        <>
          <span className="max-sm:hidden">
            <CopyButton text={pipelineExecutionId} what="execution id" size="md" />
          </span>
          <IconButton label="Earlier execution" shortcut="h" disabled={earlier === null} onClick={() => goTo(earlier)}>
            <ChevronLeft aria-hidden="true" className="size-4" />
          </IconButton>
          <IconButton label="Later execution" shortcut="l" disabled={later === null} onClick={() => goTo(later)}>
            <ChevronRight aria-hidden="true" className="size-4" />
          </IconButton>
          {execution?.isDemo && <Tag>demo data</Tag>}
        </>
      }
      actions={
        <>
          <span className="max-md:hidden">
            <FreshnessPill connection={connection} syncedAt={execution?.syncedAt ?? null} />
          </span>
          <LinkButton href={historyHref(connection, pipelineName)} className="max-xl:hidden">
            History
          </LinkButton>
          <Button disabled={!execution} onClick={() => setComparing(true)} className="max-lg:hidden">
            Compare…
          </Button>
          <Button
            disabled={!execution || !isTerminal(execution.status)}
            onClick={() => void setInstant(0)}
            className="max-lg:hidden"
          >
            Replay
          </Button>
        </>
      }
    >
      {drawn && error && <StaleNote error={error} onRetry={() => void refetch()} />}
      {drawn ? (
        <ExecutionBody
          key={pipelineExecutionId}
          address={address}
          drawn={drawn}
          canOperate={canOperate}
          onCompare={() => setComparing(true)}
        />
      ) : error ? (
        <LoadFailure error={error} onRetry={() => void refetch()}>
          <LinkButton href={historyHref(connection, pipelineName)}>Open the history of {pipelineName}</LinkButton>
        </LoadFailure>
      ) : (
        <ExecutionSkeleton />
      )}
      {isComparing && (
        <CompareDialog
          address={address}
          onClose={() => setComparing(false)}
          onChoose={(other) => router.push(compareHref(address, other))}
        />
      )}
    </Page>
  );
}
