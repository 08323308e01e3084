import { z } from "zod";
import type { PipelineAddress } from "@/lib/contracts/pipeline-address";
import { CODE_LANGUAGES } from "@/lib/pipeline/code/code-language";
import { pipelineDeclaration } from "@/lib/pipeline/declaration";
import { maskSecretLines } from "@/lib/pipeline/secrets";
import type { CopyStorage } from "../saving/local-copies";

const keptText = z.object({
  text: z.string(),
  language: z.enum(CODE_LANGUAGES),
  /** What the draft was when text and draft last said the same, with its secrets masked. */
  base: pipelineDeclaration,
  /** Whether the text says `base`; otherwise it holds what was never taken in. */
  isRead: z.boolean(),
  /** Epoch milliseconds. */
  keptAt: z.number(),
});
export type KeptText = z.infer<typeof keptText>;

/** The text of one pipeline as it was typed, kept in this browser: a draft has no place for comments and mistakes. */
export interface KeptTexts {
  /** Secrets in the text are masked first. A browser that refuses loses only what the draft does not hold. */
  keep(text: KeptText): void;
  /** Takes the newest one over from an editor that has ended, those with something unread first. */
  take(): KeptText | null;
}

interface Place {
  readonly storage: () => CopyStorage;
  readonly address: PipelineAddress;
  /** Names this editor's own text. */
  readonly id: string;
}

export function createKeptTexts({ storage, address: { connection, pipelineName }, id }: Place): KeptTexts {
  const prefix = `penstock:text:${connection}/${pipelineName}:`;
  return {
    keep(kept) {
      try {
        storage().setItem(prefix + id, JSON.stringify({ ...kept, text: maskSecretLines(kept.text) }));
      } catch {
        // A full or forbidden storage: the draft itself is kept by other means.
      }
    },
    take() {
      const found = Array.from({ length: storage().length }, (_, index) => storage().key(index) ?? "")
        .filter((key) => key.startsWith(prefix))
        .flatMap((key) => {
          const kept = parse(storage().getItem(key));
          return kept ? [{ key, kept }] : [];
        })
        .toSorted((a, b) => Number(a.kept.isRead) - Number(b.kept.isRead) || b.kept.keptAt - a.kept.keptAt);
      const [newest, ...others] = found;
      if (!newest) return null;
      // What the draft holds too need not be kept twice; what it does not waits for the next time.
      for (const { key, kept } of [newest, ...others]) {
        if (kept.isRead || key === newest.key) storage().removeItem(key);
      }
      this.keep(newest.kept);
      return newest.kept;
    },
  };
}

function parse(text: string | null): KeptText | null {
  try {
    const parsed = keptText.safeParse(JSON.parse(text ?? "null"));
    return parsed.success ? parsed.data : null;
  } catch {
    // Another program's entry, or a cut one.
    return null;
  }
}
