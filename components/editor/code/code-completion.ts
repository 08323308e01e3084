import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from "@codemirror/autocomplete";
import type { Extension } from "@codemirror/state";
import { hoverTooltip, type EditorView } from "@codemirror/view";
import { codeContextAt, holderOf, type CodeContext } from "@/lib/pipeline/code/code-context";
import { helpFor, hintsAt, type CodeHint } from "@/lib/pipeline/code/code-hints";
import type { CodeLanguage } from "@/lib/pipeline/code/code-language";
import { printYaml } from "@/lib/pipeline/code/print-code";
import type { Editor } from "../editor";

const KINDS = { member: "property", value: "enum", variable: "variable" } as const;

/** Offers and explains what AWS's structure and the catalogue know about the place of the cursor. */
export function codeHelp(editor: Editor): Extension {
  return [
    autocompletion({ override: [(context) => complete(editor, context)], icons: false }),
    hoverTooltip((view, position) => explain(editor, view, position), { hideOnChange: true }),
  ];
}

function complete(editor: Editor, { state, pos, explicit }: CompletionContext): CompletionResult | null {
  const { language } = editor.code.state.getState();
  const text = state.doc.toString();
  const context = codeContextAt(text, pos, language);
  if (!explicit && context.part === "name" && context.word === "") return null;
  const line = state.doc.lineAt(pos);
  if (language === "yaml" && /(?:^|\s)#(?!\{)/.test(line.text.slice(0, pos - line.from))) return null;
  const hints = hintsAt(context, {
    pipeline: editor.store.getState().draft,
    holder: holderOf(text, context),
    taken: namesBeside(text, context.from),
  });
  if (hints.length === 0) return null;
  const open = context.word.lastIndexOf("#{");
  const isVariable = hints[0]?.kind === "variable" && open !== -1;
  const from = isVariable ? context.from + open : context.from;
  return {
    from,
    options: hints.map((hint) => optionOf(hint, { context, language, text, from })),
    validFor: isVariable ? /^#\{[\w@.-]*$/ : /^[\w-]*$/,
  };
}

interface Place {
  readonly context: CodeContext;
  readonly language: CodeLanguage;
  readonly text: string;
  readonly from: number;
}

function optionOf(hint: CodeHint, place: Place): Completion {
  return {
    label: hint.label,
    type: KINDS[hint.kind],
    ...(hint.detail !== undefined && { detail: hint.detail }),
    ...(hint.help !== undefined && hint.help !== "" && { info: hint.help }),
    boost: hint.detail === "required" ? 1 : 0,
    apply: (view, _completion, from, to) =>
      put(view, { insert: written(hint, place, view.state.sliceDoc(to, to + 1)), from, to }),
  };
}

interface Written {
  readonly text: string;
  /** Where the cursor goes, from the beginning of the text. */
  readonly cursor: number;
}

function put(view: EditorView, { insert, from, to }: { insert: Written; from: number; to: number }): void {
  view.dispatch({
    changes: { from, to, insert: insert.text },
    selection: { anchor: from + insert.cursor },
    userEvent: "input.complete",
  });
}

/** The hint as it has to be written there: with the quotes it needs, and the colon behind a name. */
function written({ kind, label }: CodeHint, { language, text, from }: Place, next: string): Written {
  const before = text[from - 1] ?? "";
  const isQuoted = before === '"' || before === "'";
  const isInside = isQuoted || (kind === "variable" && /[^\s[{,:]/.test(before));
  const close = isQuoted && next !== before && kind !== "variable" ? before : "";
  const plain = isInside ? label + close : language === "json" ? JSON.stringify(label) : quotedYaml(kind, label);
  if (kind === "member") {
    const named = `${plain}${isQuoted && next === before ? before : ""}: `;
    return {
      text: isQuoted && next === before ? `${plain}` : named,
      cursor: isQuoted && next === before ? plain.length + 1 : named.length,
    };
  }
  // A namespace whose keys only a run decides is left open, and the cursor in it.
  const isOpen = kind === "variable" && !label.endsWith("}");
  return { text: plain, cursor: isOpen && !isInside ? plain.length - 1 : plain.length };
}

function quotedYaml(kind: CodeHint["kind"], label: string): string {
  return kind === "variable" ? JSON.stringify(label) : printYaml(label).trimEnd();
}

/** Names of members that begin in the same column, in the lines around that stand at least as far in. */
function namesBeside(text: string, at: number): ReadonlySet<string> {
  const lines = text.split("\n");
  const row = text.slice(0, at).split("\n").length - 1;
  const column = columnOf(lines[row] ?? "");
  const names = new Set<string>();
  for (const step of [-1, 1]) {
    for (let index = row + step; index >= 0 && index < lines.length; index += step) {
      const line = lines[index] ?? "";
      if (line.trim() === "") continue;
      const [, lead = "", name = ""] = /^([\s-]*)["']?([\w.-]*)/.exec(line) ?? [];
      if (lead.length === column) names.add(name);
      if (lead.length < column || (step === -1 && lead.includes("-") && lead.length === column)) break;
      if (step === 1 && lead.includes("-") && lead.length <= column) break;
    }
  }
  return names;
}

function columnOf(line: string): number {
  return /^[\s-]*/.exec(line)?.[0].length ?? 0;
}

function explain(editor: Editor, view: EditorView, position: number) {
  const { language } = editor.code.state.getState();
  const line = view.state.doc.lineAt(position);
  const from = position - (/[\w-]*$/.exec(line.text.slice(0, position - line.from))?.[0].length ?? 0);
  const end = position + (/^[\w-]*/.exec(line.text.slice(position - line.from))?.[0].length ?? 0);
  if (from === end) return null;
  const text = view.state.doc.toString();
  const context = codeContextAt(text, end, language);
  const path = context.part === "name" ? [...context.path, context.word] : context.path;
  const help = helpFor(path, holderOf(text, context));
  if (help === null) return null;
  return { pos: from, end, create: () => ({ dom: tooltip(String(path.at(-1)), help) }) };
}

function tooltip(name: string, { text, docsUrl }: { readonly text: string; readonly docsUrl?: string }): HTMLElement {
  const dom = document.createElement("div");
  const title = dom.appendChild(document.createElement("strong"));
  title.textContent = name;
  dom.append(document.createElement("br"), text);
  if (docsUrl !== undefined) {
    const link = document.createElement("a");
    Object.assign(link, { href: docsUrl, target: "_blank", rel: "noreferrer", textContent: "AWS documentation" });
    link.className = "link";
    dom.append(" ", link);
  }
  return dom;
}
