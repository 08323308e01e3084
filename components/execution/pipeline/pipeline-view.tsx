"use client";
import { useQuery } from "@tanstack/react-query";
import { History, Pencil, Play } from "lucide-react";
import { useRouter, useSearchParams } from "next/navigation";
import { useState } from "react";
import { FreshnessPill } from "@/components/layout/freshness";
import { Page } from "@/components/layout/page";
import { Button, LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Note } from "@/components/ui/note";
import { Panel } from "@/components/ui/panel";
import { Pill } from "@/components/ui/pill";
import { Tag } from "@/components/ui/tag";
import type { PipelineDetail } from "@/lib/contracts/pipeline-detail";
import type { PipelineDeclaration } from "@/lib/pipeline/declaration";
import { pipelineQuery } from "@/lib/queries/pipelines";
import { editHref, historyHref, pipelineHref } from "@/lib/queries/urls";
import { readStartLink } from "../controls/start-form";
import { StartDialog } from "../controls/start-dialog";
import { ExecutionSkeleton } from "../execution-skeleton";
import { LoadFailure } from "../load-failure";
import { StaleNote } from "../stale-note";
import { PipelineBody } from "./pipeline-body";
import { PipelineMenu } from "./pipeline-menu";

interface PipelineViewProps {
  readonly connection: string;
  readonly pipelineName: string;
  readonly canOperate: boolean;
  readonly canEdit: boolean;
  readonly canManage: boolean;
}

/** A pipeline as it stands: its gates, its latest execution on the graph, and the way to everything else. */
export function PipelineView({ connection, pipelineName, canOperate, canEdit, canManage }: PipelineViewProps) {
  const { data: pipeline, error, refetch } = useQuery(pipelineQuery(connection, pipelineName));
  const [isStarting, setStarting] = useState(false);
  const router = useRouter();
  const query = useSearchParams();
  const isLink = query.get("start") === "1";
  const isEditable = canEdit && pipeline !== undefined && !pipeline.isDemo;
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
          {isEditable && (
            <LinkButton href={editHref(connection, pipelineName)} className="max-sm:hidden">
              <Pencil aria-hidden="true" />
              Edit
            </LinkButton>
          )}
          {isEditable && pipeline.liveDeclaration && <PipelineMenu pipeline={pipeline} canManage={canManage} />}
          {isOperable && pipeline.liveDeclaration && (
            <Button variant="primary" onClick={() => setStarting(true)}>
              <Play aria-hidden="true" />
              Start…
            </Button>
          )}
        </>
      }
    >
      {isLink && pipeline && !isOperable && (
        <Note tone="wait" className="rounded-none border-x-0 border-t-0 px-4">
          This link fills in a start of {pipelineName}, but{" "}
          {canOperate ? "it cannot be started." : "your role may not start executions. Ask an admin for another role."}
        </Note>
      )}
      {pipeline && error && <StaleNote error={error} onRetry={() => void refetch()} />}
      {pipeline?.liveDeclaration ? (
        <PipelineBody
          pipeline={pipeline}
          declaration={pipeline.liveDeclaration}
          isOperable={isOperable}
          isEditable={isEditable}
        />
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
      {(isStarting || isLink) && isOperable && pipeline.liveDeclaration && (
        <StartDialog
          connection={connection}
          pipelineName={pipelineName}
          declaration={pipeline.liveDeclaration}
          {...(isLink && linked(query, pipeline.liveDeclaration))}
          onClose={() => {
            setStarting(false);
            if (isLink) router.replace(pipelineHref(connection, pipelineName));
          }}
        />
      )}
    </Page>
  );
}

function linked(query: Iterable<readonly [string, string]>, declaration: PipelineDeclaration) {
  const { form, ignored } = readStartLink(query, declaration);
  return { initial: form, ignoredOfLink: ignored };
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
