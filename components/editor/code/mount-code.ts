import { closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentWithTab, isolateHistory, redo, undo } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching, codeFolding, foldGutter, foldKeymap, indentOnInput, indentUnit } from "@codemirror/language";
import { lintGutter, lintKeymap } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState, type Extension, Transaction } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  type ViewUpdate,
} from "@codemirror/view";
import type { CodeEdit } from "@/lib/pipeline/code/code-edit";
import type { CodeLanguage } from "@/lib/pipeline/code/code-language";
import { offsetOf } from "@/lib/pipeline/code/code-places";
import type { Editor } from "../editor";
import { codeHelp } from "./code-completion";
import { showDiagnostics } from "./code-diagnostics";
import { keyAt, markSelected, selectionMarks } from "./code-selection";
import { CODE_THEME } from "./code-theme";

const LANGUAGES = { yaml: yaml(), json: json() } as const satisfies Record<CodeLanguage, Extension>;

interface CodeLabels {
  /** Id of the sentence that says how the keyboard gets out. */
  readonly describedBy: string;
}

/** Puts the text into an element and keeps it, the draft and the selection in step; ends with the function given back. */
export function mountCode(editor: Editor, parent: HTMLElement, { describedBy }: CodeLabels): () => void {
  const { code, store } = editor;
  const language = new Compartment();
  /** What is being shown comes from elsewhere, so nobody typed it. */
  let isShowing = false;
  let isSelecting = false;

  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: code.state.getState().text,
      extensions: [
        BASE,
        language.of(languageOf(code.state.getState().language)),
        EditorState.readOnly.of(!editor.canEdit),
        EditorView.contentAttributes.of({
          "aria-label": "Definition of the pipeline",
          tabindex: "0",
          "aria-describedby": describedBy,
        }),
        codeHelp(editor),
        EditorView.updateListener.of(onUpdate),
      ],
    }),
  });

  /** The text that comes first was not written here, so no undo takes it away. */
  let isFilled = view.state.doc.length > 0;

  function onUpdate(update: ViewUpdate): void {
    if (update.docChanged) isFilled = true;
    if (update.docChanged && !isShowing) code.type(update.state.doc.toString());
    if (update.focusChanged && !view.hasFocus) code.hideSecrets();
    // A search moves the cursor while its own field has the focus.
    const hasMoved = update.selectionSet || update.focusChanged;
    if (!hasMoved || isShowing || !view.hasFocus) return;
    if (lineOf(update.startState) !== lineOf(update.state)) code.hideSecrets();
    selectNode();
  }

  function selectNode(): void {
    const { places } = code.state.getState();
    const { draft, selected, select } = store.getState();
    if (places === null || code.isUnread()) return;
    const key = keyAt(view.state.doc, places, draft, view.state.selection.main.head);
    if (key === null || selected.at(-1) === key) return;
    isSelecting = true;
    select([key]);
    isSelecting = false;
    editor.canvas()?.reveal(key);
  }

  function show(dispatch: () => void): void {
    isShowing = true;
    dispatch();
    isShowing = false;
  }

  function refresh(isRevealed: boolean): void {
    const { places } = code.state.getState();
    show(() => {
      showDiagnostics(view, editor);
      if (places !== null && !code.isUnread()) markSelected(view, { ...store.getState(), places }, isRevealed);
    });
  }

  const close = code.open({
    apply: (edits, text) => show(() => view.dispatch(isFilled ? (travel(view, text) ?? changes(edits)) : fill(edits))),
    goTo(offset) {
      const anchor = Math.min(offset, view.state.doc.length);
      view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: "center" }) });
      view.focus();
    },
    reveal(path) {
      const { places } = code.state.getState();
      if (places === null || code.isUnread()) return;
      const anchor = Math.min(offsetOf(places, path), view.state.doc.length);
      view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: "center" }) });
    },
  });
  const unsubscribeCode = code.state.subscribe((state, before) => {
    if (state.language !== before.language) {
      show(() => view.dispatch({ effects: language.reconfigure(languageOf(state.language)) }));
    }
    if (state.status !== before.status || state.places !== before.places) refresh(false);
  });
  const unsubscribeStore = store.subscribe((state, before) => {
    if (state.selected !== before.selected) refresh(!isSelecting && !view.hasFocus);
    else if (state.draft !== before.draft || state.checked !== before.checked) refresh(false);
  });
  refresh(true);

  return () => {
    unsubscribeCode();
    unsubscribeStore();
    close();
    code.hideSecrets();
    view.destroy();
  };
}

const BASE: Extension = [
  lineNumbers(),
  foldGutter(),
  codeFolding(),
  lintGutter(),
  history(),
  drawSelection(),
  EditorView.lineWrapping,
  indentUnit.of("  "),
  indentOnInput(),
  bracketMatching(),
  closeBrackets(),
  highlightActiveLine(),
  highlightActiveLineGutter(),
  highlightSelectionMatches(),
  search({ top: true }),
  selectionMarks,
  CODE_THEME,
  keymap.of([
    ...closeBracketsKeymap,
    ...defaultKeymap,
    ...searchKeymap,
    ...historyKeymap,
    ...foldKeymap,
    ...completionKeymap,
    ...lintKeymap,
    indentWithTab,
  ]),
];

function languageOf(name: CodeLanguage): Extension {
  return LANGUAGES[name];
}

/** A step of the text's own history when that leads to the very text, so that both histories go the same way. */
function travel(view: EditorView, text: string): Transaction | null {
  for (const step of [undo, redo]) {
    let found: Transaction | null = null;
    step({ state: view.state, dispatch: (transaction) => (found = transaction) });
    const taken: Transaction | null = found;
    if (taken !== null && leadsTo(taken, text)) return taken;
  }
  return null;
}

function leadsTo({ newDoc }: Transaction, text: string): boolean {
  return newDoc.length === text.length && newDoc.toString() === text;
}

function changes(edits: readonly CodeEdit[]) {
  return { changes: [...edits], annotations: isolateHistory.of("full") };
}

function fill(edits: readonly CodeEdit[]) {
  return { changes: [...edits], annotations: Transaction.addToHistory.of(false) };
}

function lineOf({ doc, selection }: EditorState): number {
  return doc.lineAt(selection.main.head).number;
}
