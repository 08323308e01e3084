"use client";
import { useQuery } from "@tanstack/react-query";
import { History, Pencil, Play } from "lucide-react";
import { useState } from "react";
import { FreshnessPill } from "@/components/layout/freshness";
import { Page } from "@/components/layout/page";
import { Button, LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Panel } from "@/components/ui/panel";
import { Pill } from "@/components/ui/pill";
import { Tag } from "@/components/ui/tag";
import type { PipelineDetail } from "@/lib/contracts/pipeline-detail";
import { pipelineQuery } from "@/lib/queries/pipelines";
import { editHref, historyHref } from "@/lib/queries/urls";
import { StartDialog } from "../controls/start-dialog";
import { ExecutionSkeleton } from "../execution-skeleton";
import { LoadFailure } from "../load-failure";
import { PipelineBody } from "./pipeline-body";
import { PipelineMenu } from "./pipeline-menu";

interface PipelineViewProps {
  readonly connection: string;
  readonly pipelineName: string;
  readonly canOperate: boolean;
  readonly canEdit: boolean;
}

/** A pipeline as it stands: its gates, its latest execution on the graph, and the way to everything else. */
export function PipelineView({ connection, pipelineName, canOperate, canEdit }: PipelineViewProps) {
  const { data: pipeline, error, refetch } = useQuery(pipelineQuery(connection, pipelineName));
  const [isStarting, setStarting] = useState(false);
  const isOperable = canOperate && pipeline !== undefined && !pipeline.isDemo && !pipeline.isDeleted;

  return (
    <Page
      layout="full"
      crumbs={[{ label: "Pipelines", href: "/pipelines" }, { label: pipelineName }]}
      note={pipeline && <PipelineNotes pipeline={pipeline} />}
      actions={
        <>
          <span className="max-lg:hidden">
            <FreshnessPill connection={connection} syncedAt={pipeline?.syncedAt ?? null} />
          </span>
          {pipeline && (
            <LinkButton href={historyHref(connection, pipelineName)} className="max-sm:hidden">
              <History aria-hidden="true" />
              History
            </LinkButton>
          )}
          {canEdit && pipeline && !pipeline.isDemo && (
            <LinkButton href={editHref(connection, pipelineName)} className="max-sm:hidden">
              <Pencil aria-hidden="true" />
              Edit
            </LinkButton>
          )}
          {canEdit && pipeline?.liveDeclaration && !pipeline.isDemo && <PipelineMenu pipeline={pipeline} />}
          {isOperable && pipeline.liveDeclaration && (
            <Button variant="primary" onClick={() => setStarting(true)}>
              <Play aria-hidden="true" />
              Start…
            </Button>
          )}
        </>
      }
    >
      {pipeline?.liveDeclaration ? (
        <PipelineBody pipeline={pipeline} declaration={pipeline.liveDeclaration} isOperable={isOperable} />
      ) : pipeline ? (
        <div className="p-4">
          <Panel>
            <EmptyState
              level={2}
              icon={<Pencil aria-hidden="true" />}
              title="Not published yet"
              action={
                canEdit && (
                  <LinkButton variant="primary" href={editHref(connection, pipelineName)}>
                    Open the draft
                  </LinkButton>
                )
              }
            >
              {pipelineName} exists only as a draft. Once it is published to {pipeline.connectionName}, its graph and
              its executions appear here.
            </EmptyState>
          </Panel>
        </div>
      ) : error ? (
        <LoadFailure error={error} onRetry={() => void refetch()}>
          <LinkButton href="/pipelines">All pipelines</LinkButton>
        </LoadFailure>
      ) : (
        <ExecutionSkeleton />
      )}
      {isStarting && pipeline?.liveDeclaration && (
        <StartDialog
          connection={connection}
          pipelineName={pipelineName}
          declaration={pipeline.liveDeclaration}
          onClose={() => setStarting(false)}
        />
      )}
    </Page>
  );
}

function PipelineNotes({ pipeline }: { readonly pipeline: PipelineDetail }) {
  return (
    <>
      {pipeline.isDemo && <Tag>demo data</Tag>}
      <Pill tone={pipeline.hasDraft ? "accent" : "idle"} className="max-sm:hidden">
        {pipeline.liveVersion === null ? "Draft only" : `Live v${pipeline.liveVersion}`}
        {pipeline.liveVersion !== null && pipeline.hasDraft && " · draft exists"}
      </Pill>
    </>
  );
}
