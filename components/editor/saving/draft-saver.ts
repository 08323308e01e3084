import { createStore, type StoreApi } from "zustand/vanilla";
import { assertNever } from "@/lib/assert-never";
import {
  draftConflict,
  type DraftConflict,
  type DraftToSave,
  type EditablePipeline,
  type SavedDraft,
} from "@/lib/contracts/draft";
import type { PipelineDeclaration } from "@/lib/pipeline/declaration";
import { diffPipelines } from "@/lib/pipeline/diff";
import { ApiError } from "@/lib/queries/get-json";
import { isSessionEnd } from "@/lib/queries/is-session-end";
import type { LocalCopies } from "./local-copies";

export type SaveStatus =
  /** `at` is null while nothing was ever saved. */
  | { readonly kind: "saved"; readonly at: number | null }
  | { readonly kind: "saving" }
  /** Tried and failed; tried again until it works. */
  | { readonly kind: "waiting"; readonly reason: "offline" | "signed-out"; readonly isKeptHere: boolean }
  /** The server will not take it as it is. */
  | { readonly kind: "refused"; readonly message: string; readonly isKeptHere: boolean }
  | { readonly kind: "conflict"; readonly theirs: Theirs; readonly message: string };

/** The draft that somebody else stored, or what is live when theirs was published. */
export interface Theirs {
  readonly declaration: PipelineDeclaration;
  readonly savedByName: string | null;
  readonly revision: number;
  readonly baseLiveVersion: number | null;
}

export interface SaverOptions {
  /** What is stored now. `revision` is zero while no draft is. */
  readonly stored: Theirs;
  readonly savedAt: number | null;
  /** The declaration on screen. */
  current(): PipelineDeclaration;
  put(save: DraftToSave): Promise<SavedDraft>;
  /** Puts their changes beneath ours; null when they touch the same parts. */
  merge(sides: MergeSides): PipelineDeclaration | null;
  /** Shows a merged declaration as an edit that can be undone. */
  adopt(declaration: PipelineDeclaration, theirs: Theirs): void;
  /** Keeps a declaration that is about to leave the screen. */
  keepAsVersion(message: string, declaration: PipelineDeclaration): Promise<void>;
  readonly copies: LocalCopies;
  /** Names this editor's own copy. */
  readonly copyId: string;
  now(): number;
}

export interface MergeSides {
  readonly base: PipelineDeclaration;
  readonly mine: PipelineDeclaration;
  readonly theirs: PipelineDeclaration;
}

export interface DraftSaver {
  readonly status: StoreApi<SaveStatus>;
  /** The draft changed: keep a copy here soon, store it a little later. */
  changed(): void;
  /** Stores what is on screen without waiting. Settles once it is stored or known not to be. */
  flush(): Promise<void>;
  /** What the last successful save or load left in the store. */
  stored(): Theirs;
  /** Ends a conflict. The other side is kept as a version. */
  resolve(side: "mine" | "theirs"): Promise<void>;
  /** After publishing: the draft is gone and what it held is live. */
  published(liveVersion: number): void;
  /** Takes in what is stored now, unless something here is unsaved. @returns whether the draft on screen changed */
  receive(pipeline: Pick<EditablePipeline, "draft" | "live">): boolean;
  stop(): void;
}

const KEEP_AFTER_MS = 150;
const SAVE_AFTER_MS = 700;
const FIRST_RETRY_MS = 2_000;
const LONGEST_RETRY_MS = 30_000;

/** Stores the draft by itself, one save at a time, and never lets an edit exist in one place only. */
export function createDraftSaver(options: SaverOptions): DraftSaver {
  const status = createStore<SaveStatus>(() => ({ kind: "saved", at: options.savedAt }));
  let stored = options.stored;
  let savedAt = options.savedAt;
  let keepReplaced = false;
  let isKeptHere = true;
  let retryMs = FIRST_RETRY_MS;
  let inFlight: Promise<void> | null = null;
  let saveTimer: ReturnType<typeof setTimeout> | undefined;
  let keepTimer: ReturnType<typeof setTimeout> | undefined;

  const show = (next: SaveStatus): void => status.setState(next, true);
  const isDirty = (): boolean => options.current() !== stored.declaration;

  function keepHere(): void {
    clearTimeout(keepTimer);
    if (!isDirty()) return;
    const copy = { declaration: options.current(), base: stored.declaration, keptAt: options.now() };
    isKeptHere = options.copies.keep(options.copyId, copy);
  }

  function saveIn(delayMs: number): void {
    clearTimeout(saveTimer);
    saveTimer = setTimeout(() => void flush(), delayMs);
  }

  async function flush(): Promise<void> {
    clearTimeout(saveTimer);
    // Several may wait for one save; each looks again, so that only one goes next.
    while (inFlight) await inFlight;
    // An edit that was taken back leaves nothing to store.
    if (!isDirty() && !keepReplaced) return status.getState().kind === "saving" ? settle(savedAt) : undefined;
    if (status.getState().kind === "conflict") return;
    inFlight = save().finally(() => (inFlight = null));
    await inFlight;
  }

  async function save(): Promise<void> {
    const declaration = options.current();
    show({ kind: "saving" });
    try {
      const { revision, baseLiveVersion } = stored;
      const saved = await options.put({ declaration, expectedRevision: revision, baseLiveVersion, keepReplaced });
      // What is on screen stays the measure of "unsaved": the server's copy is equal but another object.
      stored = { declaration, savedByName: saved.updatedByName, revision: saved.revision, baseLiveVersion };
      keepReplaced = false;
      retryMs = FIRST_RETRY_MS;
      settle(Date.parse(saved.updatedAt));
    } catch (error) {
      failed(error);
    }
  }

  function settle(at: number | null): void {
    savedAt = at;
    show({ kind: "saved", at });
    if (isDirty()) {
      keepHere();
      saveIn(SAVE_AFTER_MS);
    } else {
      clearTimeout(keepTimer);
      options.copies.drop(options.copyId);
    }
  }

  function failed(error: unknown): void {
    keepHere();
    if (!(error instanceof ApiError)) throw error;
    const conflict = error.code === "conflict" ? draftConflict.safeParse(error.data) : null;
    if (conflict?.success) return meet(conflict.data, error.message);
    if (error.code === "invalid_input" || error.code === "forbidden" || error.code === "not_found") {
      return show({ kind: "refused", message: error.message, isKeptHere });
    }
    const reason = isSessionEnd(error) ? "signed-out" : "offline";
    show({ kind: "waiting", reason, isKeptHere });
    saveIn(retryMs);
    retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS);
  }

  /** Shows what is stored; what is on screen then counts as saved. */
  function takeOver(theirs: Theirs): void {
    stored = theirs;
    options.adopt(theirs.declaration, theirs);
    stored = { ...theirs, declaration: options.current() };
  }

  function meet(conflict: DraftConflict, message: string): void {
    const theirs = theirsOf(conflict, stored);
    const merged = options.merge({
      base: stored.declaration,
      mine: options.current(),
      theirs: theirs.declaration,
    });
    if (!merged) return show({ kind: "conflict", theirs, message });
    stored = theirs;
    options.adopt(merged, theirs);
    show({ kind: "saving" });
    saveIn(0);
  }

  return {
    status,
    stored: () => stored,
    flush,
    changed() {
      if (!isDirty()) return;
      clearTimeout(keepTimer);
      keepTimer = setTimeout(keepHere, KEEP_AFTER_MS);
      const { kind } = status.getState();
      if (kind === "conflict" || kind === "waiting") return;
      show({ kind: "saving" });
      saveIn(SAVE_AFTER_MS);
    },
    async resolve(side) {
      const conflict = status.getState();
      if (conflict.kind !== "conflict") return;
      switch (side) {
        case "mine":
          stored = conflict.theirs;
          keepReplaced = true;
          break;
        case "theirs":
          await options.keepAsVersion("My side of a conflict, replaced by the other draft", options.current());
          takeOver(conflict.theirs);
          break;
        default:
          assertNever(side);
      }
      show({ kind: "saving" });
      await flush();
      if (status.getState().kind === "saving") settle(options.now());
    },
    published(liveVersion) {
      stored = { ...stored, savedByName: null, revision: 0, baseLiveVersion: liveVersion };
      settle(options.now());
    },
    receive(pipeline) {
      const theirs = theirsOf(pipeline, stored);
      if (isDirty() || inFlight || status.getState().kind === "conflict" || !isNews(theirs, stored)) return false;
      // A connection gives a definition back with its own version and defaults filled in.
      if (diffPipelines(theirs.declaration, stored.declaration).length === 0) {
        stored = { ...theirs, declaration: stored.declaration };
        return false;
      }
      takeOver(theirs);
      return true;
    },
    stop() {
      keepHere();
      clearTimeout(saveTimer);
      clearTimeout(keepTimer);
    },
  };
}

/** A stored draft that is older than ours is an answer that was overtaken. */
function isNews(theirs: Theirs, stored: Theirs): boolean {
  if (theirs.baseLiveVersion !== stored.baseLiveVersion) {
    return (theirs.baseLiveVersion ?? 0) > (stored.baseLiveVersion ?? 0);
  }
  return theirs.revision > stored.revision;
}

function theirsOf({ draft, live }: Pick<EditablePipeline, "draft" | "live">, stored: Theirs): Theirs {
  if (draft) {
    const { declaration, revision, baseLiveVersion, updatedByName } = draft;
    return { declaration, revision, baseLiveVersion, savedByName: updatedByName };
  }
  return {
    declaration: live?.declaration ?? stored.declaration,
    revision: 0,
    baseLiveVersion: live?.version ?? null,
    savedByName: null,
  };
}
