"use client";
import { useQuery } from "@tanstack/react-query";
import { Download, Search } from "lucide-react";
import { parseAsString, useQueryState } from "nuqs";
import { useMemo, useState, type ReactNode } from "react";
import { buttonClass } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Input } from "@/components/ui/input";
import { Skeleton } from "@/components/ui/skeleton";
import type { ArtifactAddress, ArtifactListing } from "@/lib/contracts/artifact";
import { artifactComparisonQuery, artifactDownloadUrl, artifactQuery, inspectionQuery } from "@/lib/queries/artifacts";
import { LoadFailure } from "../load-failure";
import { ArtifactFacts } from "./artifact-facts";
import { CompareChoice } from "./compare-choice";
import { ComparisonSummary } from "./comparison-summary";
import { FilePane } from "./file-pane";
import { FileTreeView } from "./file-tree-view";
import { FindingList } from "./finding-list";
import { changedEntries, shownEntries } from "./shown-entry";

/** Artifacts up to this size are hashed when they are opened; larger ones when somebody asks. */
const HASHED_AT_ONCE_BYTES = 16 * 1024 ** 2;

interface ArtifactViewProps {
  readonly address: ArtifactAddress;
  /** Chooses another artifact of the same attempt. */
  readonly choice: ReactNode;
}

/** One artifact: its files, what is in them, and what changed since an earlier run. Give it a `key` of the artifact. */
export function ArtifactView({ address, choice }: ArtifactViewProps) {
  const { data: listing, error, refetch } = useQuery(artifactQuery(address));
  if (listing) return <LoadedArtifact address={address} listing={listing} choice={choice} />;
  return (
    <>
      <div className="px-3 py-1.5">{choice}</div>
      {error ? (
        <LoadFailure error={error} onRetry={() => void refetch()} />
      ) : (
        <div aria-busy="true" className="flex flex-col gap-2 p-3">
          <span className="text-small text-muted">Reading the list of files…</span>
          <Skeleton className="h-4 w-64" />
          <Skeleton className="h-4 w-48" />
        </div>
      )}
    </>
  );
}

interface LoadedArtifactProps extends ArtifactViewProps {
  readonly listing: ArtifactListing;
}

function LoadedArtifact({ address, listing, choice }: LoadedArtifactProps) {
  const [file, setFile] = useQueryState("file");
  const [against, setAgainst] = useQueryState("against");
  const [filter, setFilter] = useQueryState("files", parseAsString.withDefault(""));
  const [isHashingAsked, askForHashes] = useState(false);
  const { canRead, object, entries: listed } = listing;
  const isSmall =
    object.sizeBytes + listed.reduce((total, { sizeBytes }) => total + sizeBytes, 0) <= HASHED_AT_ONCE_BYTES;
  const isHashed = canRead && object.sizeBytes > 0 && (isSmall || isHashingAsked);
  const inspection = useQuery({ ...inspectionQuery(address), enabled: isHashed });
  const comparison = useQuery({ ...artifactComparisonQuery(address, against ?? ""), enabled: against !== null });
  const entries = useMemo(() => {
    if (against === null) return shownEntries(listing, inspection.data);
    return comparison.data ? changedEntries(comparison.data, inspection.data) : [];
  }, [against, listing, inspection.data, comparison.data]);
  const chosen = entries.find(({ id }) => id === file) ?? null;
  const findings = [...listing.findings, ...(inspection.data?.status === "done" ? inspection.data.findings : [])];

  return (
    <div className="@container flex min-h-0 grow flex-col">
      <div className="flex shrink-0 flex-wrap items-center gap-1.5 border-b border-line px-3 py-1.5">
        {choice}
        <CompareChoice address={address} against={against} onChange={(next) => void setAgainst(next)} />
        <Input
          icon={<Search aria-hidden="true" />}
          boxClassName="min-w-28 flex-1"
          aria-label="Find a file"
          placeholder="Find a file"
          value={filter}
          onChange={(event) => void setFilter(event.target.value || null)}
        />
        {canRead && object.sizeBytes > 0 && (
          <a
            href={artifactDownloadUrl(address, null)}
            download
            className={buttonClass({ className: "h-[30px] max-sm:h-11" })}
          >
            <Download aria-hidden="true" /> Download
          </a>
        )}
      </div>
      <ArtifactFacts
        listing={listing}
        inspection={{
          data: inspection.data,
          error: inspection.error,
          onStart: canRead && !isHashed && object.sizeBytes > 0 ? () => askForHashes(true) : null,
        }}
      />
      <FindingList findings={findings} />
      {against !== null && <ComparisonSummary comparison={comparison} />}
      <div className="flex min-h-0 grow">
        <div
          className={cn(
            "@container/tree flex min-h-0 min-w-0 grow flex-col",
            chosen && "shrink-0 grow-0 basis-[38%] border-r border-line @max-[560px]:hidden",
          )}
        >
          {(against === null || comparison.data) && (
            <FileTreeView
              key={against}
              label={against === null ? `Files of ${address.artifactName}` : `Changed files of ${address.artifactName}`}
              entries={entries}
              filter={filter}
              chosen={file}
              onChoose={(entry) => void setFile(entry.id)}
            />
          )}
        </div>
        {chosen && (
          <FilePane
            key={`${chosen.id} ${against}`}
            {...{ address, canRead, against }}
            entry={chosen}
            onClose={() => void setFile(null)}
          />
        )}
      </div>
    </div>
  );
}
