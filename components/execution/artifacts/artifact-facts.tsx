import { CopyButton } from "@/components/ui/copy-button";
import { formatBytes } from "@/components/ui/format-bytes";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Time } from "@/components/ui/time";
import type { ArtifactInspection, ArtifactListing } from "@/lib/contracts/artifact";
import type { ObjectFormat } from "@/lib/pipeline/artifact-files/object-format";

const FORMAT_WORDS = {
  zip: "ZIP archive",
  json: "JSON document, no archive",
  text: "Text, no archive",
  tar: "Tar archive, which is not listed",
  gzip: "Packed by gzip, which is not listed",
  binary: "A single file, no archive",
  empty: "Empty object",
} as const satisfies Record<ObjectFormat, string>;

interface ArtifactFactsProps {
  readonly listing: ArtifactListing;
  readonly inspection: {
    readonly data: ArtifactInspection | undefined;
    readonly error: Error | null;
    /** Null when it runs already. */
    readonly onStart: (() => void) | null;
    readonly onRetry: () => void;
  };
}

/** What the artifact is as a whole: how large, since when, where, and its hash. */
export function ArtifactFacts({ listing, inspection }: ArtifactFactsProps) {
  const { object, format, entries, entryCount } = listing;
  const files = entries.filter(({ kind }) => kind === "file");
  const unpacked = files.reduce((total, { sizeBytes }) => total + sizeBytes, 0);
  const location = `s3://${object.bucket}/${object.key}`;
  return (
    <div className="flex shrink-0 flex-col gap-0.5 border-b border-line px-3 py-1.5 text-label text-muted">
      <p className="flex flex-wrap items-center gap-x-3">
        <span>{FORMAT_WORDS[format]}</span>
        {format === "zip" && (
          <span>
            {files.length.toLocaleString("en")} {files.length === 1 ? "file" : "files"}
            {entryCount > entries.length && ` listed, of ${entryCount.toLocaleString("en")} entries`}
          </span>
        )}
        <span>
          {formatBytes(object.sizeBytes)}
          {format === "zip" && ` packed, ${formatBytes(unpacked)} unpacked`}
        </span>
        {object.lastModifiedAt && (
          <span>
            stored <Time at={Date.parse(object.lastModifiedAt)} />
          </span>
        )}
      </p>
      <div className="flex min-w-0 flex-wrap items-center gap-x-3">
        <p className="flex min-w-0 flex-[1_1_200px] items-center gap-1">
          <span className="mono min-w-0 truncate" title={location}>
            {location}
          </span>
          <CopyButton text={location} what="location" />
        </p>
        <Hash {...inspection} />
      </div>
    </div>
  );
}

function Hash({ data, error, onStart, onRetry }: ArtifactFactsProps["inspection"]) {
  if (error) {
    const retry = (
      <Button size="sm" onClick={onRetry}>
        Try again
      </Button>
    );
    return <ErrorNotice error={error} action={retry} className="my-1" />;
  }
  if (onStart) {
    return (
      <p className="flex flex-wrap items-center gap-2">
        <Button size="sm" onClick={onStart}>
          Hash all files
        </Button>
        Reads the whole artifact once, and looks for secrets in its text.
      </p>
    );
  }
  if (!data) return null;
  if (data.status === "working") {
    const percent = Math.floor((data.doneBytes / Math.max(1, data.totalBytes)) * 100);
    return (
      <p className="flex items-center gap-2">
        <span
          role="progressbar"
          aria-label="Hashing"
          aria-valuenow={percent}
          className="h-1.5 w-32 shrink-0 overflow-hidden rounded-full bg-line"
        >
          <span className="block h-full bg-accent" style={{ width: `${percent}%` }} />
        </span>
        <span>
          Hashing: {percent}%, {formatBytes(data.doneBytes)} of {formatBytes(data.totalBytes)}
        </span>
      </p>
    );
  }
  return (
    <p className="flex min-w-0 flex-[1_1_200px] items-center gap-1">
      <span className="shrink-0">SHA-256</span>
      <span className="mono min-w-0 truncate" title={data.sha256}>
        {data.sha256}
      </span>
      <CopyButton text={data.sha256} what="SHA-256 of the artifact" />
    </p>
  );
}
