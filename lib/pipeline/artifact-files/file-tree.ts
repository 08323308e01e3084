import type { ArchiveEntry } from "./archive-entry";

/** A folder or a file of an artifact. Folders that no entry names are made from the paths of what is in them. */
export interface TreeNode<Entry extends TreeEntry> {
  /** Unique in the tree: see `fileNodeId` and `foldersAbove`. */
  readonly id: string;
  readonly name: string;
  readonly entry: Entry | null;
  /** Folders first, then by name; null for what is no folder. */
  readonly children: readonly TreeNode<Entry>[] | null;
  /** Of everything below a folder. */
  readonly sizeBytes: number;
  readonly packedBytes: number;
  readonly fileCount: number;
}

export type TreeEntry = Pick<ArchiveEntry, "id" | "path" | "kind" | "sizeBytes" | "packedBytes">;

interface Folder<Entry extends TreeEntry> {
  readonly path: string;
  readonly level: number;
  readonly name: string;
  entry: Entry | null;
  readonly folders: Map<string, Folder<Entry>>;
  readonly files: TreeNode<Entry>[];
}

/** Deeper folders are shown as one: how many folders its paths make is the archive's to choose. */
const DEEPEST = 24;

/** The entries of an artifact as a tree. Every entry is in it exactly once, whatever its name. */
export function fileTree<Entry extends TreeEntry>(entries: readonly Entry[]): readonly TreeNode<Entry>[] {
  const root: Folder<Entry> = emptyFolder({ path: "", name: "", level: 0 });
  for (const entry of entries) place(root, entry);
  return nodeOf(root).children ?? [];
}

function place<Entry extends TreeEntry>(root: Folder<Entry>, entry: Entry): void {
  const parts = segments(entry.path);
  const isFolder = entry.kind === "folder";
  const name = parts.at(-1) ?? entry.path;
  let folder = root;
  for (const part of isFolder ? parts : parts.slice(0, -1)) folder = inside(folder, part);
  if (isFolder && folder !== root && folder.entry === null) {
    folder.entry = entry;
    return;
  }
  const { id, sizeBytes, packedBytes } = entry;
  const isFile = entry.kind === "file";
  const node = { id: fileNodeId(id), name, entry, children: null, sizeBytes, packedBytes };
  folder.files.push({ ...node, fileCount: isFile ? 1 : 0 });
}

/** A leading `/` is a folder of its own, so that it is seen; empty parts between are none. */
function segments(path: string): string[] {
  const parts = path.split("/").filter((part) => part !== "");
  const all = path.startsWith("/") && parts.length > 0 ? ["/", ...parts] : parts;
  if (all.length <= DEEPEST) return all;
  return [...all.slice(0, DEEPEST - 2), all.slice(DEEPEST - 2, -1).join("/"), all.at(-1) ?? ""];
}

function inside<Entry extends TreeEntry>(folder: Folder<Entry>, name: string): Folder<Entry> {
  const known = folder.folders.get(name);
  if (known) return known;
  const made: Folder<Entry> = emptyFolder({ path: `${folder.path}${name}/`, name, level: folder.level + 1 });
  folder.folders.set(name, made);
  return made;
}

function emptyFolder<Entry extends TreeEntry>(place: Pick<Folder<Entry>, "path" | "name" | "level">): Folder<Entry> {
  return { ...place, entry: null, folders: new Map(), files: [] };
}

function nodeOf<Entry extends TreeEntry>(folder: Folder<Entry>): TreeNode<Entry> {
  const folders = [...folder.folders.values()].map((child) => nodeOf(child)).toSorted(byName);
  const children = [...folders, ...folder.files.toSorted(byName)];
  return {
    id: folderNodeId(folder.level, folder.path),
    name: folder.name,
    entry: folder.entry,
    children,
    sizeBytes: sum(children, ({ sizeBytes }) => sizeBytes),
    packedBytes: sum(children, ({ packedBytes }) => packedBytes),
    fileCount: sum(children, ({ fileCount }) => fileCount),
  };
}

/** By code unit: the same everywhere, and quick. */
function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  if (a.name === b.name) return 0;
  return a.name < b.name ? -1 : 1;
}

function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}

/** A line of the tree as it is shown. */
export interface TreeRow<Entry extends TreeEntry> {
  readonly node: TreeNode<Entry>;
  /** From 1. */
  readonly level: number;
  /** Among its siblings, from 1. */
  readonly position: number;
  readonly setSize: number;
  readonly isOpen: boolean;
}

/** The lines of a tree from top to bottom, without what is in folders that are not open. */
export function treeRows<Entry extends TreeEntry>(
  nodes: readonly TreeNode<Entry>[],
  isOpen: (id: string) => boolean,
): TreeRow<Entry>[] {
  const rows: TreeRow<Entry>[] = [];
  const add = (siblings: readonly TreeNode<Entry>[], level: number): void => {
    siblings.forEach((node, index) => {
      const open = node.children !== null && isOpen(node.id);
      rows.push({ node, level, position: index + 1, setSize: siblings.length, isOpen: open });
      if (node.children && open) add(node.children, level + 1);
    });
  };
  add(nodes, 1);
  return rows;
}

/** The node of an entry that is no folder of its own. An entry may call itself anything, a folder's path included. */
export function fileNodeId(entryId: string): string {
  return `file:${entryId}`;
}

/** The nodes of the folders above a path, outermost first: those to open to see it. */
export function foldersAbove(path: string): string[] {
  const parts = segments(path).slice(0, -1);
  return parts.map((_part, index) => folderNodeId(index + 1, `${parts.slice(0, index + 1).join("/")}/`));
}

/** With its level: a folder that stands for several may have the path of one that stands for itself. */
function folderNodeId(level: number, path: string): string {
  return `${level}:${path}`;
}
