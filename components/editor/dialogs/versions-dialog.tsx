"use client";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Skeleton } from "@/components/ui/skeleton";
import { Tag } from "@/components/ui/tag";
import { Time } from "@/components/ui/time";
import type { PipelineVersionSummary } from "@/lib/contracts/pipeline-version";
import { pipelineVersionQuery, pipelineVersionsQuery } from "@/lib/queries/pipeline-versions";
import { changesOf } from "../changes";
import { replaceDeclaration } from "../commands/replace-declaration";
import { useEditor, useEditorState } from "../editor-context";
import { ChangeList } from "../panels/change-list";

/** Saved versions, newest first: what each would change, and a way back to it. */
export function VersionsDialog() {
  const editor = useEditor();
  const { connection, pipelineName } = editor.address;
  const [open, setOpen] = useState<number | null>(null);
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    pipelineVersionsQuery(connection, pipelineName),
  );
  const versions = data?.pages.flatMap((page) => page.versions) ?? [];
  return (
    <Dialog
      open
      onOpenChange={() => editor.store.getState().closeDialog()}
      width="lg"
      title={`Versions of ${pipelineName}`}
      description="Restoring puts a version into the draft as one edit, which can be undone. Nothing is published."
    >
      {isPending && <Skeleton className="h-32" />}
      {error && <ErrorNotice error={error} />}
      {data && versions.length === 0 && (
        <EmptyState title="No versions yet">
          Each publish saves one, and so does Save version: a number, a message, and the whole definition.
        </EmptyState>
      )}
      <ul className="divide-y divide-line">
        {versions.map((version) => (
          <li key={version.number} className="py-2">
            <VersionRow
              version={version}
              isOpen={open === version.number}
              onToggle={() => setOpen(open === version.number ? null : version.number)}
            />
            {open === version.number && <VersionDetail number={version.number} />}
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <Button className="self-center" pending={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          Show older versions
        </Button>
      )}
    </Dialog>
  );
}

interface VersionRowProps {
  readonly version: PipelineVersionSummary;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
}

function VersionRow({ version, isOpen, onToggle }: VersionRowProps) {
  return (
    <div className="flex items-center gap-3">
      <b className="w-8 shrink-0 font-semibold">{version.number}</b>
      <div className="min-w-0 grow">
        <p className="truncate" title={version.message}>
          {version.message || "No message"}
        </p>
        <p className="text-small text-faint">
          saved by {version.authorName}, <Time at={Date.parse(version.createdAt)} format="clock" />
        </p>
      </div>
      {version.liveVersion !== null && <Tag>live v{version.liveVersion}</Tag>}
      <Button size="sm" aria-expanded={isOpen} onClick={onToggle}>
        {isOpen ? "Hide" : "Compare"}
      </Button>
    </div>
  );
}

/** What the draft changes against the version, and the way back. */
function VersionDetail({ number }: { readonly number: number }) {
  const editor = useEditor();
  const { connection, pipelineName } = editor.address;
  const draft = useEditorState((state) => state.draft);
  const { data, error } = useQuery(pipelineVersionQuery(connection, pipelineName, number));
  if (error) return <ErrorNotice error={error} className="mt-2" />;
  if (!data) return <Skeleton className="mt-2 h-12" />;
  const changes = changesOf({ version: number, declaration: data.declaration, updatedAt: null }, draft);
  return (
    <div className="mt-2 flex flex-col items-start gap-2 pl-11">
      {changes.length === 0 ? (
        <p className="text-muted">The draft is the same as this version.</p>
      ) : (
        <>
          <p className="text-small text-muted">Since this version, the draft has changed:</p>
          <ChangeList changes={changes} />
          {editor.canEdit && (
            <Button
              onClick={() => {
                replaceDeclaration(editor, data.declaration, `restore version ${number}`);
                editor.store.getState().closeDialog();
              }}
            >
              Restore version {number}
            </Button>
          )}
        </>
      )}
    </div>
  );
}
