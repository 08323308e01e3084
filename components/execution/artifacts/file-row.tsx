import {
  ChevronDown,
  ChevronRight,
  File,
  FileLock,
  FileQuestionMark,
  FileSymlink,
  Folder,
  FolderOpen,
} from "lucide-react";
import { cn } from "@/components/ui/cn";
import { formatByteChange, formatBytes } from "@/components/ui/format-bytes";
import type { TreeNode } from "@/lib/pipeline/artifact-files/file-tree";
import { showName } from "@/lib/pipeline/artifact-files/shown-name";
import { CHANGE_LOOKS } from "./change-looks";
import type { ShownEntry } from "./shown-entry";

/** What a row of the tree says about its folder or file. */
export function FileRow({ node, isOpen }: { readonly node: TreeNode<ShownEntry>; readonly isOpen: boolean }) {
  const { entry, children } = node;
  const name = showName(node.name);
  const change = children ? null : entry?.change;
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  return (
    <>
      <span aria-hidden="true" className="grid size-4 shrink-0 place-items-center text-faint">
        {children && <Chevron className="size-3.5" />}
      </span>
      <Icon node={node} isOpen={isOpen} />
      <span className={cn("min-w-0 truncate", change === "removed" && "text-muted line-through")} title={name}>
        {name || "(no name)"}
      </span>
      {entry?.secret && !children && (
        <span
          className="shrink-0 rounded-sm bg-wait-soft px-1 @max-[320px]/tree:hidden text-tiny text-wait"
          title={entry.secret}
        >
          secret?
        </span>
      )}
      {change && (
        <span className={cn("shrink-0 text-tiny font-semibold", CHANGE_LOOKS[change].ink)}>
          {CHANGE_LOOKS[change].word}
        </span>
      )}
      <span className="ml-auto shrink-0 pl-2 text-label text-muted tabular-nums">
        {children && <span className="@max-[320px]/tree:hidden">{countText(node.fileCount)}, </span>}
        {sizeText(node)}
      </span>
    </>
  );
}

function countText(fileCount: number): string {
  return `${fileCount.toLocaleString("en")} ${fileCount === 1 ? "file" : "files"}`;
}

function sizeText({ entry, children, sizeBytes }: TreeNode<ShownEntry>): string {
  return !children && entry?.change ? formatByteChange(entry.sizeChange) : formatBytes(sizeBytes);
}

function Icon({
  node: { entry, children },
  isOpen,
}: {
  readonly node: TreeNode<ShownEntry>;
  readonly isOpen: boolean;
}) {
  const look = "size-3.5 shrink-0 text-faint";
  if (children)
    return isOpen ? <FolderOpen aria-hidden="true" className={look} /> : <Folder aria-hidden="true" className={look} />;
  if (entry?.secret) return <FileLock aria-hidden="true" className="size-3.5 shrink-0 text-wait" />;
  if (entry?.kind === "link") return <FileSymlink aria-hidden="true" className={look} />;
  if (entry?.kind === "other") return <FileQuestionMark aria-hidden="true" className={look} />;
  return <File aria-hidden="true" className={look} />;
}
