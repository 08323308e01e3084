"use client";
import { ArrowLeft, Download } from "lucide-react";
import { buttonClass } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { EmptyState } from "@/components/ui/empty-state";
import { formatByteChange, formatBytes } from "@/components/ui/format-bytes";
import { IconButton } from "@/components/ui/icon-button";
import { type ArtifactAddress, LONGEST_FILE_PATH } from "@/lib/contracts/artifact";
import { showName } from "@/lib/pipeline/artifact-files/shown-name";
import { artifactDownloadUrl } from "@/lib/queries/artifacts";
import { CHANGE_LOOKS } from "./change-looks";
import { FileDifference } from "./file-difference";
import { FileView } from "./file-view";
import type { ShownEntry } from "./shown-entry";

interface FilePaneProps {
  readonly address: ArtifactAddress;
  readonly entry: ShownEntry;
  readonly canRead: boolean;
  /** The earlier run it is compared with; null shows the file itself. */
  readonly against: string | null;
  readonly onClose: () => void;
}

/** One file beside the tree. Give it a `key` of the file and of what it is compared with. */
export function FilePane({ onClose, ...file }: FilePaneProps) {
  return (
    <section aria-label={showName(file.entry.path)} className="flex min-h-0 min-w-0 flex-1 flex-col">
      <FileHeader {...file} onClose={onClose} />
      <FileContent {...file} />
    </section>
  );
}

function FileContent({ address, entry, canRead, against }: Omit<FilePaneProps, "onClose">) {
  if (!canRead) {
    return (
      <EmptyState title="Not for your role">
        What is in the files of artifacts may be sensitive, so viewers see only names and sizes. Ask an admin of this
        workspace for another role.
      </EmptyState>
    );
  }
  if (against !== null && entry.path.length > LONGEST_FILE_PATH) {
    return (
      <EmptyState title="Its name is too long">
        A file is found in both runs by its path, and this one has {entry.path.length.toLocaleString("en")} characters.
      </EmptyState>
    );
  }
  if (against !== null) return <FileDifference address={address} entry={entry} against={against} />;
  return <FileView address={address} entry={entry} />;
}

function FileHeader({ address, entry, canRead, onClose }: Omit<FilePaneProps, "against">) {
  const { path, sizeBytes, packedBytes, sha256, secret, change, sizeChange } = entry;
  const name = showName(path);
  return (
    <header className="flex shrink-0 flex-col gap-0.5 border-b border-line px-2 py-1.5">
      <div className="flex min-w-0 items-center gap-1.5">
        <IconButton label="Back to the files" size="sm" onClick={onClose} className="max-sm:size-9">
          <ArrowLeft aria-hidden="true" className="size-3.5" />
        </IconButton>
        <h3 className="mono min-w-0 truncate" title={name}>
          {name}
        </h3>
        {canRead && change !== "removed" && (
          <a
            href={artifactDownloadUrl(address, entry.id)}
            download
            aria-label={`Download ${name}`}
            title="Download this file"
            className={buttonClass({ variant: "quiet", size: "sm", className: "ml-auto max-sm:h-9" })}
          >
            <Download aria-hidden="true" />
          </a>
        )}
      </div>
      <p className="flex flex-wrap items-center gap-x-3 pl-1 text-label text-muted">
        {change && (
          <span className={CHANGE_LOOKS[change].ink}>
            {CHANGE_LOOKS[change].word}, {formatByteChange(sizeChange)}
          </span>
        )}
        <span>
          {formatBytes(sizeBytes)}
          {packedBytes !== sizeBytes && `, ${formatBytes(packedBytes)} packed`}
        </span>
        {sha256 && (
          <span className="flex min-w-0 items-center gap-1">
            SHA-256{" "}
            <span className="mono" title={sha256}>
              {sha256.slice(0, 12)}…
            </span>
            <CopyButton text={sha256} what="SHA-256 of the file" />
          </span>
        )}
      </p>
      {secret && <p className="pl-1 text-label text-wait">{secret}</p>}
    </header>
  );
}
