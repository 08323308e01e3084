"use client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorNotice } from "@/components/ui/error-notice";
import type { ArtifactAddress, TextHunk } from "@/lib/contracts/artifact";
import { revealComparison, textComparisonQuery } from "@/lib/queries/artifacts";
import type { ShownEntry } from "./shown-entry";
import { TextLines, type TextLine } from "./text-lines";
import { Withheld } from "./withheld";

interface FileDifferenceProps {
  readonly address: ArtifactAddress;
  readonly entry: ShownEntry;
  readonly against: string;
}

/** How the text of one file changed since an earlier execution. Give it a `key` of the file and that execution. */
export function FileDifference({ address, entry, against }: FileDifferenceProps) {
  const wanted = { file: entry.path, against };
  const { data, error, refetch } = useQuery(textComparisonQuery(address, wanted));
  const reveal = useMutation({ mutationFn: () => revealComparison(address, wanted) });
  const comparison = reveal.data ?? data;
  if (error) {
    return (
      <ErrorNotice error={error} className="m-3" action={<Button onClick={() => void refetch()}>Try again</Button>} />
    );
  }
  if (!comparison) return <p className="px-3 py-2 text-small text-muted">Comparing…</p>;
  const { content } = comparison;
  switch (content.kind) {
    case "withheld":
      return <Withheld why={content.why} reveal={reveal} />;
    case "none":
      return <EmptyState title="No lines to compare">{content.why}</EmptyState>;
    case "hunks":
      return (
        <>
          {content.isMasked && <Withheld why="Something in it looks like a secret." reveal={reveal} isPart />}
          {content.hunks.length === 0 ? (
            <p className="grow px-3 py-2 text-small text-muted">
              {content.isMasked ? "What differs is masked." : "Its text is the same."}
            </p>
          ) : (
            <Hunks hunks={content.hunks} />
          )}
        </>
      );
  }
}

function Hunks({ hunks }: { readonly hunks: readonly TextHunk[] }) {
  const lines = useMemo(() => hunks.flatMap(linesOf), [hunks]);
  return <TextLines label="Lines that differ" lines={lines} hasSigns />;
}

function linesOf({ beforeLine, afterLine, lines }: TextHunk): TextLine[] {
  const gap = `Line ${afterLine.toLocaleString("en")}, before line ${beforeLine.toLocaleString("en")}`;
  let [before, after] = [beforeLine, afterLine];
  const shown = lines.map(({ change, text }): TextLine => {
    if (change === "note") return { numbers: [null, null], text: text.trim(), look: "gap" };
    const numbers = [change === "added" ? null : before, change === "removed" ? null : after];
    if (change !== "added") before += 1;
    if (change !== "removed") after += 1;
    return { numbers, text, look: change === "same" ? "plain" : change };
  });
  return [{ numbers: [null, null], text: gap, look: "gap" }, ...shown];
}
