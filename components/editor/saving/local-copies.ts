import { z } from "zod";
import type { PipelineAddress } from "@/lib/contracts/pipeline-address";
import { pipelineDeclaration } from "@/lib/pipeline/declaration";

const localCopy = z.object({
  declaration: pipelineDeclaration,
  /** What was stored when the edit began: the middle of a three-way merge. */
  base: pipelineDeclaration,
  /** Epoch milliseconds. */
  keptAt: z.number(),
});
export type LocalCopy = z.infer<typeof localCopy>;
export type FoundCopy = LocalCopy & { readonly id: string };

/** The part of `Storage` that is used here. */
export interface CopyStorage {
  readonly length: number;
  key(index: number): string | null;
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** Unsaved edits of one pipeline kept in this browser, one copy per mounted editor, until they are stored. */
export interface LocalCopies {
  /** False when the browser refuses, for instance because its storage is full. */
  keep(id: string, copy: LocalCopy): boolean;
  drop(id: string): void;
  /** Oldest first. A copy that does not parse is left alone. */
  find(): FoundCopy[];
}

/** `storage` is asked for when it is needed: the server renders the editor too, and has none. */
export function createLocalCopies(
  storage: () => CopyStorage,
  { connection, pipelineName }: PipelineAddress,
): LocalCopies {
  const prefix = `penstock:draft:${connection}/${pipelineName}:`;
  return {
    keep(id, copy) {
      try {
        storage().setItem(prefix + id, JSON.stringify(copy));
        return true;
      } catch {
        // A full or forbidden storage throws; the caller tells the person.
        return false;
      }
    },
    drop: (id) => storage().removeItem(prefix + id),
    find: () =>
      Array.from({ length: storage().length }, (_, index) => storage().key(index) ?? "")
        .filter((key) => key.startsWith(prefix))
        .flatMap((key) => {
          const copy = parseCopy(storage().getItem(key));
          return copy ? [{ ...copy, id: key.slice(prefix.length) }] : [];
        })
        .toSorted((a, b) => a.keptAt - b.keptAt),
  };
}

function parseCopy(text: string | null): LocalCopy | null {
  try {
    const parsed = localCopy.safeParse(JSON.parse(text ?? "null"));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
