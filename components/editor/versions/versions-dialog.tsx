"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { ArrowRight } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import type { PipelineVersionSummary } from "@/lib/contracts/pipeline-version";
import { pipelineVersionsQuery } from "@/lib/queries/pipeline-versions";
import { replaceDeclaration } from "../commands/replace-declaration";
import { focusOnMount } from "../dialogs/focus-on-mount";
import { useEditor, useEditorState } from "../editor-context";
import { ComparisonView } from "./comparison-view";
import { sideName, useSide, type Side } from "./side";
import { VersionList } from "./version-list";

/** Saved versions, newest first: what lies between any two of them, live and the draft, and a way back. */
export function VersionsDialog() {
  const editor = useEditor();
  const { connection, pipelineName } = editor.address;
  const live = useEditorState((state) => state.live);
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    pipelineVersionsQuery(connection, pipelineName),
  );
  const versions = data?.pages.flatMap((page) => page.versions) ?? [];
  const [chosen, setChosen] = useState<Side | null>(null);
  const [to, setTo] = useState<Side>("draft");
  const from = chosen ?? (live !== null ? "live" : (versions[0]?.number ?? null));
  return (
    <Dialog
      open
      onOpenChange={() => editor.store.getState().closeDialog()}
      width="xl"
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
      {data && from !== null && (
        <div
          ref={focusOnMount}
          tabIndex={-1}
          className="grid min-h-0 gap-4 outline-none md:grid-cols-[280px_minmax(0,1fr)]"
        >
          <div className="flex min-h-0 flex-col gap-2 md:max-h-[68vh] md:overflow-y-auto">
            <VersionList versions={versions} chosen={from} onChoose={setChosen} />
            {hasNextPage && (
              <Button className="self-start" pending={isFetchingNextPage} onClick={() => void fetchNextPage()}>
                Show older versions
              </Button>
            )}
          </div>
          <section
            aria-label="Comparison"
            className="flex min-h-0 min-w-0 flex-col gap-2.5 md:max-h-[68vh] md:overflow-y-auto"
          >
            <div className="flex flex-wrap items-center gap-2">
              <SideChoice label="From" value={from} versions={versions} onChange={setChosen} />
              <ArrowRight aria-hidden="true" className="size-4 text-faint" />
              <SideChoice label="To" value={to} versions={versions} onChange={setTo} />
              {editor.canEdit && from !== "draft" && <Restore side={from} />}
            </div>
            <ComparisonView from={from} to={to} />
          </section>
        </div>
      )}
    </Dialog>
  );
}

interface SideChoiceProps {
  readonly label: "From" | "To";
  readonly value: Side;
  readonly versions: readonly PipelineVersionSummary[];
  readonly onChange: (side: Side) => void;
}

function SideChoice({ label, value, versions, onChange }: SideChoiceProps) {
  const live = useEditorState((state) => state.live);
  const sides: readonly Side[] = [
    "draft",
    ...(live ? (["live"] as const) : []),
    ...versions.map(({ number }) => number),
  ];
  return (
    <Select
      aria-label={label}
      className="w-40 max-sm:w-full"
      value={String(value)}
      onChange={({ target }) => {
        const side = sides.find((candidate) => String(candidate) === target.value);
        if (side !== undefined) onChange(side);
      }}
    >
      {sides.map((side) => (
        <option key={side} value={String(side)}>
          {sideName(side, live?.version ?? null)}
        </option>
      ))}
    </Select>
  );
}

function Restore({ side }: { readonly side: Exclude<Side, "draft"> }) {
  const editor = useEditor();
  const liveVersion = useEditorState(({ live }) => live?.version ?? null);
  const { declaration } = useSide(side);
  const name = sideName(side, liveVersion);
  return (
    <Button
      className="ml-auto"
      disabled={declaration === null}
      onClick={() => {
        if (declaration === null) return;
        replaceDeclaration(editor, declaration, `restore ${name.toLowerCase()}`);
        editor.store.getState().closeDialog();
      }}
    >
      Restore {name.toLowerCase()} as draft
    </Button>
  );
}
