import type { CodeLanguage } from "@/lib/pipeline/code/code-language";
import type { Draft } from "@/lib/pipeline/draft";

/** Together; the oldest go first. A day's history of a large pipeline would fill the memory of the browser. */
const MAX_CHARACTERS = 8_000_000;

interface Remembered {
  readonly draft: Draft;
  readonly language: CodeLanguage;
  /** The text as it was when this draft came to be. */
  readonly arrived: string;
  /** The same with the comments that were written since. */
  readonly latest: string;
}

/** The texts that drafts had, so that undoing an edit brings back the comments and quotes that it took away. */
export class TextMemory {
  readonly #known = new Map<string, Remembered>();
  readonly #ids = new WeakMap<Draft, number>();
  #count = 0;
  #characters = 0;

  remember(draft: Draft, language: CodeLanguage, text: string): void {
    const id = this.#idOf(draft, language);
    const before = this.#known.get(id);
    this.#drop(id, before);
    this.#known.set(id, { draft, language, arrived: before?.arrived ?? text, latest: text });
    this.#characters += text.length;
    for (const [oldest, remembered] of this.#known) {
      if (this.#characters <= MAX_CHARACTERS || oldest === id) break;
      this.#drop(oldest, remembered);
    }
  }

  recall(draft: Draft | undefined, language: CodeLanguage): string | undefined {
    return draft && this.#known.get(this.#idOf(draft, language))?.latest;
  }

  /** Whether nothing was written into the text since this draft came to be. */
  isAsArrived(draft: Draft | null, language: CodeLanguage, text: string): boolean {
    return draft !== null && this.#known.get(this.#idOf(draft, language))?.arrived === text;
  }

  #drop(id: string, remembered: Remembered | undefined): void {
    if (this.#known.delete(id)) this.#characters -= remembered?.latest.length ?? 0;
  }

  #idOf(draft: Draft, language: CodeLanguage): string {
    const id = this.#ids.get(draft) ?? (this.#count += 1);
    this.#ids.set(draft, id);
    return `${language}${id}`;
  }
}
