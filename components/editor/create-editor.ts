import type { EditablePipeline } from "@/lib/contracts/draft";
import type { PipelineDeclaration } from "@/lib/pipeline/declaration";
import { declarationFromDraft, draftFromDeclaration, type Draft } from "@/lib/pipeline/draft";
import { mergePipelines } from "@/lib/pipeline/merge/merge-pipelines";
import { putDraft } from "@/lib/queries/drafts";
import { postPipelineVersion } from "@/lib/queries/pipeline-versions";
import { showDeclaration } from "./commands/replace-declaration";
import { createDraftText } from "./code/draft-text";
import { createKeptTexts } from "./code/kept-texts";
import type { CanvasControls, Editor, PageControls } from "./editor";
import { createDraftSaver } from "./saving/draft-saver";
import { createLocalCopies } from "./saving/local-copies";
import { restoreLocalCopies } from "./saving/restore-local-copies";
import { createEditorStore } from "./store/create-editor-store";
import { checkDrafts } from "./worker/check-draft";
import { createEditorWorker } from "./worker/create-editor-worker";
import type { EditorWorker } from "./worker/editor-work";

/** Makes the editor of one pipeline. `start()` begins saving and gives back what ends it. */
export function createEditor(pipeline: EditablePipeline): { readonly editor: Editor; start(): () => void } {
  const { connection, pipelineName, live, draft, canEdit } = pipeline;
  const address = { connection: connection.slug, pipelineName };
  let canvas: CanvasControls | null = null;
  let page: PageControls | null = null;
  let keys = 0;
  const nextKey = (): string => `k${(keys += 1)}`;
  const declaration = draft?.declaration ?? live?.declaration ?? emptyDeclaration(pipelineName);
  const store = createEditorStore({
    draft: draftFromDeclaration(declaration, nextKey),
    live,
    region: connection.region,
    metadata: pipeline.metadata,
  });
  const declarationOf = rememberDeclarations();
  const current = (): PipelineDeclaration => declarationOf(store.getState().draft);
  const copies = createLocalCopies(() => window.localStorage, address);
  const copyId = crypto.randomUUID();
  const kept = createKeptTexts({ storage: () => window.localStorage, address, id: copyId });
  const worker = createEditorWorker();
  const saver = createDraftSaver({
    stored: {
      declaration: current(),
      savedByName: draft?.updatedByName ?? null,
      revision: draft?.revision ?? 0,
      baseLiveVersion: draft ? draft.baseLiveVersion : (live?.version ?? null),
    },
    savedAt: draft ? Date.parse(draft.updatedAt) : null,
    current,
    put: (save) => putDraft(connection.slug, pipelineName, save),
    merge: (sides) => {
      const merged = mergePipelines(sides);
      return merged.ok ? merged.declaration : null;
    },
    adopt: (next, theirs) =>
      showDeclaration(editor, next, `take in the changes of ${theirs.savedByName ?? "someone else"}`),
    keepAsVersion: async (message, kept) => {
      await postPipelineVersion(connection.slug, pipelineName, { message, declaration: kept });
    },
    copies,
    copyId,
    now: () => Date.now(),
  });
  const editor: Editor = {
    address,
    connection,
    canEdit,
    store,
    saver,
    code: createDraftText({
      store,
      worker,
      declarationOf,
      edit: (step, change) => editor.edit(step, change),
      nextKey,
      kept,
      now: () => Date.now(),
    }),
    canvas: () => canvas,
    setCanvas(next) {
      canvas = next;
    },
    page: () => page,
    setPage(next) {
      page = next;
    },
    nextKey,
    edit(step, edit) {
      if (canEdit) store.getState().apply(edit, typeof step === "string" ? { label: step } : step);
    },
  };
  function start(): () => void {
    const endText = followWithText(editor, worker);
    const endChecks = checkDrafts(store, worker);
    const endSaving = startSaving(editor, () => {
      restoreLocalCopies(editor, copies);
      const text = kept.take();
      if (text) editor.code.restore(text);
    });
    return () => {
      endChecks();
      endText();
      endSaving();
    };
  }
  return { editor, start };
}

/** Keeps the text in step with the draft, and what was typed in this browser when the page is left. */
function followWithText({ store, code }: Editor, worker: EditorWorker): () => void {
  const watch = new AbortController();
  const unsubscribe = store.subscribe((state, before) => {
    if (state.draft !== before.draft) code.draftChanged();
  });
  window.addEventListener("pagehide", () => code.stop(), { signal: watch.signal });
  return () => {
    unsubscribe();
    watch.abort();
    code.stop();
    worker.stop();
  };
}

function startSaving({ store, saver, canEdit }: Editor, restore: () => void): () => void {
  if (!canEdit) return () => undefined;
  const watch = new AbortController();
  const { signal } = watch;
  const unsubscribe = store.subscribe((state, before) => {
    if (state.draft !== before.draft) saver.changed();
  });
  // A page that is left or put to sleep keeps what it has; one that is back on line or in sight tries again.
  window.addEventListener("pagehide", () => saver.stop(), { signal });
  window.addEventListener("online", () => void saver.flush(), { signal });
  window.addEventListener("focus", () => void saver.flush(), { signal });
  restore();
  return () => {
    unsubscribe();
    watch.abort();
    void saver.flush();
    saver.stop();
  };
}

/** One declaration object for one draft, so that "unsaved" is a comparison of objects. */
function rememberDeclarations(): (draft: Draft) => PipelineDeclaration {
  const known = new WeakMap<Draft, PipelineDeclaration>();
  return (draft) => {
    const declaration = known.get(draft) ?? declarationFromDraft(draft);
    known.set(draft, declaration);
    return declaration;
  };
}

function emptyDeclaration(name: string): PipelineDeclaration {
  return { name, roleArn: "", stages: [] };
}
