"use client";
import { useQuery } from "@tanstack/react-query";
import { Download, Search } from "lucide-react";
import { parseAsString, useQueryState } from "nuqs";
import { useId, useMemo, useState, type ReactNode } from "react";
import { buttonClass } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
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

interface ArtifactViewProps {
  readonly address: ArtifactAddress;
  /** Chooses another artifact of the same attempt. */
  readonly choice: ReactNode;
  /** It points to a commit, by CODEBUILD_CLONE_REF. */
  readonly isCloneReference: boolean;
}

/** One artifact: its files, what is in them, and what changed since an earlier run. Give it a `key` of the artifact. */
export function ArtifactView(props: ArtifactViewProps) {
  const { data: listing, error, refetch } = useQuery(artifactQuery(props.address));
  if (listing) return <LoadedArtifact {...props} listing={listing} />;
  return (
    <>
      <div className="px-3 py-1.5">{props.choice}</div>
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

function LoadedArtifact({ address, listing, choice, isCloneReference }: LoadedArtifactProps) {
  const [file, setFile] = useQueryState("file");
  const [against, setAgainst] = useQueryState("against");
  const [filter, setFilter] = useQueryState("files", parseAsString.withDefault(""));
  const [isHashingAsked, askForHashes] = useState(false);
  const { canRead, object, isSmall } = listing;
  const isHashed = canRead && object.sizeBytes > 0 && (isSmall || isHashingAsked);
  const inspection = useQuery({ ...inspectionQuery(address), enabled: isHashed });
  const comparison = useQuery({ ...artifactComparisonQuery(address, against ?? ""), enabled: against !== null });
  const inspected = inspection.data?.status === "done" ? inspection.data : null;
  const entries = useMemo(() => {
    if (against === null) return shownEntries(listing, inspected);
    return comparison.data ? changedEntries(comparison.data, inspected) : [];
  }, [against, listing, inspected, comparison.data]);
  const chosen = entries.find(({ id }) => id === file) ?? null;
  const findings = [...listing.findings, ...(inspected?.findings ?? [])];
  const treeId = useId();

  /** The tree may be hidden until the file is gone; then it has the keyboard again. */
  async function closeFile(): Promise<void> {
    await setFile(null);
    document.getElementById(treeId)?.focus();
  }

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
          onRetry: () => void inspection.refetch(),
          onStart: canRead && !isHashed && object.sizeBytes > 0 ? () => askForHashes(true) : null,
        }}
      />
      {isCloneReference && listing.format !== "zip" && (
        <Note className="shrink-0 rounded-none border-x-0 border-t-0">
          This artifact holds no files: by CODEBUILD_CLONE_REF it tells CodeBuild which commit to clone.
        </Note>
      )}
      <FindingList findings={findings} onShow={(id) => void setFile(id)} />
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
              id={treeId}
              label={against === null ? `Files of ${address.artifactName}` : `Changed files of ${address.artifactName}`}
              entries={entries}
              emptyText={against === null ? "Nothing is in it." : "No file differs."}
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
            onClose={() => void closeFile()}
          />
        )}
      </div>
    </div>
  );
}
