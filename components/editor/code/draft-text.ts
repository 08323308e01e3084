import { createStore, type StoreApi } from "zustand/vanilla";
import { applyEdits, trimEdit, type CodeEdit } from "@/lib/pipeline/code/code-edit";
import type { CodeLanguage } from "@/lib/pipeline/code/code-language";
import type { CodePlaces } from "@/lib/pipeline/code/code-places";
import type { CodeIssue } from "@/lib/pipeline/code/read-code";
import type { PipelineDeclaration } from "@/lib/pipeline/declaration";
import type { Draft } from "@/lib/pipeline/draft";
import { replaceDeclaration } from "@/lib/pipeline/edits/replace-declaration";
import { mergePipelines } from "@/lib/pipeline/merge/merge-pipelines";
import { sameValue } from "@/lib/pipeline/same-value";
import { maskSecrets, unmaskSecrets } from "@/lib/pipeline/secrets";
import type { IssuePath } from "@/lib/pipeline/validation/issue";
import type { EditorStore } from "../store/create-editor-store";
import type { EditStep } from "../store/editor-state";
import { newGesture } from "../use-gesture";
import type { EditorWorker } from "../worker/editor-work";
import { TextMemory } from "./text-memory";
import type { KeptText, KeptTexts } from "./kept-texts";

export type CodeStatus =
  /** The text says what the draft is. */
  | { readonly kind: "settled" }
  | { readonly kind: "reading" }
  /** The draft is still the last one that could be read. */
  | { readonly kind: "unreadable"; readonly issues: readonly CodeIssue[] }
  /** The text can be read, but the canvas has changed the same part meanwhile. */
  | { readonly kind: "clash"; readonly message: string };

export interface CodeState {
  readonly language: CodeLanguage;
  readonly text: string;
  readonly status: CodeStatus;
  /** Where everything stands; null while the text has not been read. */
  readonly places: CodePlaces | null;
}

/** The editor of the text while it is on screen: told of every change that does not come from it. */
export interface CodeView {
  apply(edits: readonly CodeEdit[], text: string): void;
  /** Brings the place of the text into view, and gives it the keyboard. */
  goTo(offset: number): void;
  /** Brings a member into view; the keyboard stays where it is. */
  reveal(path: IssuePath): void;
}

export interface DraftTextOptions {
  readonly store: EditorStore;
  readonly worker: EditorWorker;
  declarationOf(draft: Draft): PipelineDeclaration;
  edit(step: EditStep, edit: (draft: Draft) => Draft): void;
  nextKey(): string;
  readonly kept: KeptTexts;
  now(): number;
}

export interface DraftText {
  readonly state: StoreApi<CodeState>;
  /** The text is on screen, so it follows the draft from now on; the function given back ends that. */
  open(view: CodeView): () => void;
  view(): CodeView | null;
  /** What a person made of the text. */
  type(text: string): void;
  /** Shows the draft in the other spelling; refused while the text is not what the draft is. */
  setLanguage(language: CodeLanguage): void;
  /** Gives up what could not be taken in, and shows the draft again. */
  putBack(): void;
  /** Ends a clash in favour of the text. */
  takeText(): void;
  /** Secrets that were typed and have been taken in are masked. */
  hideSecrets(): void;
  /** Resolves once the text and the draft agree, or are known not to. */
  settled(): Promise<void>;
  /** Brings back what this browser kept. */
  restore(kept: KeptText): void;
  draftChanged(): void;
  /** Whether something typed is not in the draft. */
  isUnread(): boolean;
  stop(): void;
}

/** What text and draft were when they last said the same. */
interface Agreement {
  readonly text: string | null;
  readonly draft: Draft | null;
  readonly declaration: PipelineDeclaration | null;
}

const NOWHERE: CodePlaces = { paths: [], offsets: [] };
const NOTHING: Agreement = { text: "", draft: null, declaration: null };
/** Reading begins when the fingers rest for this long. */
const READ_AFTER_MS = 80;
const KEEP_AFTER_MS = 150;
/** A longer rest begins a new step of the history. */
const PAUSE_MS = 1_000;

/**
 * Keeps a text and the draft saying the same. What is typed becomes edits of the draft as soon as it can be read; what
 * changes elsewhere becomes the least edit of the text. When both changed, the two are merged over what they last
 * agreed on, so neither loses anything.
 */
export function createDraftText(options: DraftTextOptions): DraftText {
  const { store, worker, declarationOf } = options;
  const state = createStore<CodeState>(() => ({
    language: "yaml",
    text: "",
    status: { kind: "settled" },
    places: null,
  }));
  const memory = new TextMemory();
  const others = new Map<CodeLanguage, { readonly text: string; readonly agreed: Agreement }>();
  let agreed = NOTHING;
  let view: CodeView | null = null;
  let running: Promise<void> | null = null;
  let refused: string | null = null;
  let hasPlainSecrets = false;
  let isTyped = false;
  let gesture = newGesture();
  let typedAt = Number.NEGATIVE_INFINITY;
  let readTimer: ReturnType<typeof setTimeout> | undefined;
  let keepTimer: ReturnType<typeof setTimeout> | undefined;

  const show = (change: Partial<CodeState>): void => state.setState(change);
  const isStill = (text: string, language: CodeLanguage): boolean =>
    state.getState().text === text && state.getState().language === language;

  function settle(): Promise<void> {
    clearTimeout(readTimer);
    running ??= agree()
      .catch(fail)
      .finally(() => (running = null));
    return running;
  }

  /** Told where it is seen; the draft is what it was. */
  function fail(error: unknown): void {
    const message = error instanceof Error ? error.message : "The code could not be brought in step.";
    refuse(state.getState().text, { kind: "unreadable", issues: [{ line: 1, column: 1, message }] });
  }

  async function agree(): Promise<void> {
    for (;;) {
      const { text, language } = state.getState();
      const { draft } = store.getState();
      if (text !== agreed.text) {
        if (text === refused || !(await take(text, language))) return;
      } else if (view !== null && draft !== agreed.draft) await write(text, language, draft);
      else if (view !== null && state.getState().places === null) await locate(text, language);
      else return show({ status: { kind: "settled" } });
    }
  }

  /** @returns false when the text has to change before it can be taken */
  async function take(text: string, language: CodeLanguage): Promise<boolean> {
    const answer = await worker.ask("read", { text, language });
    if (!isStill(text, language)) return true;
    if (!answer.ok) return refuse(text, { kind: "unreadable", issues: answer.issues });
    const { draft, past, future } = store.getState();
    if (answer.declaration.name !== draft.name) return refuse(text, nameIssue(draft.name));
    const read = unmaskSecrets(answer.declaration, declarationOf(draft));
    const hasMoved = draft !== agreed.draft && agreed.declaration !== null;
    const wanted = hasMoved ? mergeWith(read, draft) : read;
    if (typeof wanted === "string") return refuse(text, { kind: "clash", message: wanted });

    hasPlainSecrets = maskSecrets(answer.declaration) !== answer.declaration;
    if (!hasMoved && memory.recall(past.at(-1)?.draft, language) === text) store.getState().undo();
    else if (!hasMoved && memory.recall(future[0]?.draft, language) === text) store.getState().redo();
    else change(draft, wanted);
    // After a merge the text still lacks what the canvas changed.
    const said = wanted === read ? store.getState().draft : null;
    agreeOn({ text, draft: said, declaration: read }, language);
    show({ places: answer.places, status: { kind: "settled" } });
    return true;
  }

  function mergeWith(read: PipelineDeclaration, draft: Draft): PipelineDeclaration | string {
    const base = agreed.declaration ?? read;
    const merged = mergePipelines({ base, mine: declarationOf(draft), theirs: read });
    return merged.ok ? merged.declaration : (merged.conflicts[0]?.message ?? "Both sides changed the same part.");
  }

  function change(draft: Draft, wanted: PipelineDeclaration): void {
    if (sameValue(declarationOf(draft), wanted)) return;
    options.edit({ label: "edit the code", gesture }, (before) => replaceDeclaration(before, wanted, options.nextKey));
  }

  function refuse(text: string, status: CodeStatus): false {
    refused = status.kind === "unreadable" ? text : null;
    show({ status, places: null });
    keepSoon();
    return false;
  }

  /** For a text that came back to what it was before it had been read. */
  async function locate(text: string, language: CodeLanguage): Promise<void> {
    const answer = await worker.ask("read", { text, language });
    if (isStill(text, language)) show({ places: answer.ok ? answer.places : NOWHERE });
  }

  async function write(text: string, language: CodeLanguage, draft: Draft): Promise<void> {
    const declaration = declarationOf(draft);
    const isUntouched = memory.isAsArrived(agreed.draft, language, text);
    const recalled = isUntouched ? memory.recall(draft, language) : undefined;
    const { edits, places } =
      recalled === undefined
        ? await worker.ask("edit", { text, language, wanted: maskSecrets(declaration) })
        : await recallEdit(text, recalled, language);
    if (!isStill(text, language)) return;
    const written = applyEdits(text, edits);
    hasPlainSecrets = false;
    agreeOn({ text: written, draft, declaration }, language);
    show({ text: written, places, status: { kind: "settled" } });
    if (written !== text) view?.apply(edits, written);
    keepSoon();
  }

  async function recallEdit(text: string, recalled: string, language: CodeLanguage) {
    const answer = await worker.ask("read", { text: recalled, language });
    const edit = trimEdit(text, { from: 0, to: text.length, insert: recalled });
    return { edits: [edit], places: answer.ok ? answer.places : NOWHERE };
  }

  function agreeOn(next: Agreement, language: CodeLanguage): void {
    agreed = next;
    refused = null;
    if (next.draft === null || next.text === null || hasPlainSecrets) return;
    memory.remember(next.draft, language, next.text);
  }

  function keepSoon(): void {
    clearTimeout(keepTimer);
    keepTimer = setTimeout(keepNow, KEEP_AFTER_MS);
  }

  /** A text that nobody typed in can be written again from the draft. */
  function keepNow(): void {
    clearTimeout(keepTimer);
    const { text, language } = state.getState();
    if (!isTyped) return;
    const base = maskSecrets(agreed.declaration ?? declarationOf(store.getState().draft));
    options.kept.keep({ text, language, base, isRead: text === agreed.text, keptAt: options.now() });
  }

  /** Makes it the text, also on screen where that is open already. */
  function replaceText(text: string, language: CodeLanguage): void {
    const { text: shown } = state.getState();
    show({ text, language, status: { kind: "reading" }, places: null });
    view?.apply([trimEdit(shown, { from: 0, to: shown.length, insert: text })], text);
    void settle();
  }

  return {
    state,
    open(opened) {
      view = opened;
      void settle();
      return () => {
        if (view === opened) view = null;
      };
    },
    view: () => view,
    type(text) {
      const now = options.now();
      if (now - typedAt > PAUSE_MS) gesture = newGesture();
      typedAt = now;
      isTyped = true;
      show({ text, places: null, status: { kind: "reading" } });
      clearTimeout(readTimer);
      readTimer = setTimeout(() => void settle(), READ_AFTER_MS);
      keepSoon();
    },
    setLanguage(language) {
      const { text, language: shown } = state.getState();
      if (language === shown || text !== agreed.text) return;
      others.set(shown, { text, agreed });
      const other = others.get(language) ?? { text: "", agreed: NOTHING };
      agreed = other.agreed;
      replaceText(other.text, language);
    },
    putBack() {
      if (agreed.text === null) agreed = NOTHING;
      replaceText(agreed.text ?? "", state.getState().language);
    },
    takeText() {
      if (state.getState().status.kind !== "clash") return;
      // What the canvas changed is one undo away.
      agreed = { ...agreed, draft: store.getState().draft };
      void settle();
    },
    hideSecrets() {
      if (!hasPlainSecrets || state.getState().text !== agreed.text) return;
      agreed = { ...agreed, draft: null };
      void settle();
    },
    settled: settle,
    restore(kept) {
      isTyped = true;
      agreed = { text: kept.isRead ? kept.text : null, draft: null, declaration: kept.base };
      replaceText(kept.text, kept.language);
    },
    draftChanged() {
      if (view !== null || state.getState().text !== agreed.text) void settle();
    },
    isUnread: () => state.getState().text !== agreed.text,
    stop() {
      keepNow();
      clearTimeout(readTimer);
    },
  };
}

function nameIssue(name: string): CodeStatus {
  const message = `The name has to stay ${name}: AWS knows the pipeline by it. Create a new pipeline for another name.`;
  return { kind: "unreadable", issues: [{ line: 1, column: 1, message }] };
}
