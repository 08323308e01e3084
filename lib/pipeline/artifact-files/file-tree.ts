import type { ArchiveEntry } from "./archive-entry";

/** A folder or a file of an artifact. Folders that no entry names are made from the paths of what is in them. */
export interface TreeNode<Entry extends TreeEntry> {
  /** Unique in the tree: of the entry, or the folder's path with a `/` behind it. */
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
  readonly name: string;
  entry: Entry | null;
  readonly folders: Map<string, Folder<Entry>>;
  readonly files: TreeNode<Entry>[];
}

/** Deeper folders are shown as one: how many folders its paths make is the archive's to choose. */
const DEEPEST = 24;

/** Behind the id of what is called like a folder and is in none of its own, such as `//`. */
const NO_FOLDER = "\0";

/** The entries of an artifact as a tree. Every entry is in it exactly once, whatever its name. */
export function fileTree<Entry extends TreeEntry>(entries: readonly Entry[]): readonly TreeNode<Entry>[] {
  const root: Folder<Entry> = emptyFolder("", "");
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
  const facts = { name, entry, children: null, sizeBytes, packedBytes, fileCount: isFile ? 1 : 0 };
  folder.files.push({ ...facts, id: id.endsWith("/") ? `${id}${NO_FOLDER}` : id });
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
  const made: Folder<Entry> = emptyFolder(`${folder.path}${name}/`, name);
  folder.folders.set(name, made);
  return made;
}

function emptyFolder<Entry extends TreeEntry>(path: string, name: string): Folder<Entry> {
  return { path, name, entry: null, folders: new Map(), files: [] };
}

function nodeOf<Entry extends TreeEntry>(folder: Folder<Entry>): TreeNode<Entry> {
  const folders = [...folder.folders.values()].map((child) => nodeOf(child)).toSorted(byName);
  const children = [...folders, ...folder.files.toSorted(byName)];
  return {
    id: folder.path,
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

/** Folders above an entry, so that it can be shown: their ids, outermost first. */
export function foldersAbove(path: string): string[] {
  const parts = segments(path).slice(0, -1);
  return parts.map((_part, index) => `${parts.slice(0, index + 1).join("/")}/`);
}
