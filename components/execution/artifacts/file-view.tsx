"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorNotice } from "@/components/ui/error-notice";
import { formatBytes } from "@/components/ui/format-bytes";
import { Note } from "@/components/ui/note";
import type { ArtifactAddress, FilePreview } from "@/lib/contracts/artifact";
import { filePreviewQuery, revealFile } from "@/lib/queries/artifacts";
import type { ShownEntry } from "./shown-entry";
import { TextLines, type TextLine } from "./text-lines";
import { Withheld } from "./withheld";

interface FileViewProps {
  readonly address: ArtifactAddress;
  readonly entry: ShownEntry;
}

/** What is in one file. Give it a `key` of the file, so that what was revealed of one is gone with it. */
export function FileView({ address, entry }: FileViewProps) {
  const { data, error, refetch } = useQuery(filePreviewQuery(address, entry.id));
  const reveal = useMutation({ mutationFn: () => revealFile(address, entry.id) });
  const preview = reveal.data ?? data;
  if (error) {
    return (
      <ErrorNotice error={error} className="m-3" action={<Button onClick={() => void refetch()}>Try again</Button>} />
    );
  }
  if (!preview) return <p className="px-3 py-2 text-small text-muted">Reading the file…</p>;
  return <Content preview={preview} reveal={reveal} kind={entry.kind} />;
}

interface ContentProps {
  readonly preview: FilePreview;
  readonly kind: ShownEntry["kind"];
  readonly reveal: { mutate(): void; readonly isPending: boolean; readonly error: Error | null };
}

function Content({ preview, kind, reveal }: ContentProps) {
  const { content, secrets, sizeBytes } = preview;
  switch (content.kind) {
    case "withheld":
      return <Withheld why={content.why} reveal={reveal} />;
    case "binary":
      return (
        <EmptyState title="Nothing to read here">
          This is {content.what}, {formatBytes(sizeBytes)}. Download it to look at it with the program it belongs to.
        </EmptyState>
      );
    case "image":
      return (
        <div className="min-h-0 grow overflow-auto bg-sunken p-4">
          {/* A picture from an artifact is no asset of ours that could be optimised. */}
          {/* oxlint-disable-next-line nextjs/no-img-element */}
          <img
            src={`data:${content.mediaType};base64,${content.base64}`}
            alt="What this file shows"
            className="max-w-full"
          />
        </div>
      );
    case "text":
      return (
        <>
          {kind === "link" && (
            <Note className="m-2">This is a link; what it leads to is below. It is never followed.</Note>
          )}
          {content.isMasked && <Withheld why={secretsText(secrets)} reveal={reveal} isPart />}
          <PreviewText text={content.text} secretLines={secrets} />
          <p className="shrink-0 border-t border-line px-3 py-1 text-label text-muted">
            {content.encoding}
            {content.isCut && `, the first 512 KiB of ${formatBytes(sizeBytes)}; download the file to see all of it`}
          </p>
        </>
      );
  }
}

function PreviewText({ text, secretLines }: { readonly text: string; readonly secretLines: FilePreview["secrets"] }) {
  const lines = useMemo((): TextLine[] => {
    const flagged = new Set(secretLines.map(({ line }) => line));
    const all = text.split("\n");
    if (all.at(-1) === "") all.pop();
    return all.map((line, index) => ({
      numbers: [index + 1],
      text: line,
      look: flagged.has(index + 1) ? "flagged" : "plain",
    }));
  }, [text, secretLines]);
  if (lines.length === 0) return <p className="grow px-3 py-2 text-small text-muted">The file is empty.</p>;
  return <TextLines label="Content of the file" lines={lines} />;
}

function secretsText(secrets: FilePreview["secrets"]): string {
  const [first] = secrets;
  if (!first) return "Something in it looks like a secret.";
  const more = secrets.length > 1 ? `, and ${secrets.length - 1} more` : "";
  return `Line ${first.line} looks like ${first.what}${more}.`;
}
