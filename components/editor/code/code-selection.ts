import { RangeSetBuilder, StateEffect, StateField, type Text } from "@codemirror/state";
import { Decoration, EditorView, type DecorationSet } from "@codemirror/view";
import { nodeAt, rangeOf, type CodePlaces } from "@/lib/pipeline/code/code-places";
import type { Draft } from "@/lib/pipeline/draft";
import type { IssuePath } from "@/lib/pipeline/validation/issue";
import { findSelected } from "../store/selection";

interface Lines {
  readonly from: number;
  readonly to: number;
}

const setMarks = StateEffect.define<readonly Lines[]>();
const LINE = Decoration.line({ class: "cm-node" });
const FIRST_LINE = Decoration.line({ class: "cm-node cm-node-first" });

/** The lines of what is selected on the canvas. */
export const selectionMarks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, { changes, effects, state }) {
    const effect = effects.findLast((each) => each.is(setMarks));
    return effect ? decorate(state.doc, effect.value) : marks.map(changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

interface Shown {
  readonly draft: Draft;
  readonly selected: readonly string[];
  readonly places: CodePlaces;
}

/** Marks what is selected; brings the last of it into view when that is wanted. */
export function markSelected(view: EditorView, { draft, selected, places }: Shown, isRevealed: boolean): void {
  const lines = selected.flatMap((key) => linesOf(view.state.doc, places, pathOf(draft, key)) ?? []);
  const last = lines.at(-1);
  const reveal = last && isRevealed ? [EditorView.scrollIntoView(last.from, { y: "nearest", yMargin: 60 })] : [];
  view.dispatch({ effects: [setMarks.of(lines.toSorted((a, b) => a.from - b.from)), ...reveal] });
}

/** The key of the stage or action whose text holds the place. */
export function keyAt(doc: Text, places: CodePlaces, draft: Draft, offset: number): string | null {
  // A dash or a brace belongs to what begins behind it.
  const node = nodeAt(places, doc.lineAt(offset).to);
  const stage = node && draft.stages[node.stageIndex];
  if (!node || !stage) return null;
  return node.actionIndex === null ? stage.key : (stage.actions[node.actionIndex]?.key ?? stage.key);
}

/** Where a stage or action stands in the declaration; `null` for a wire and for what is gone. */
export function pathOf(draft: Draft, key: string): IssuePath | null {
  const found = findSelected(draft, key);
  if (found === null || found.kind === "wire") return null;
  const stage = ["stages", draft.stages.indexOf(found.stage)] as const;
  return found.kind === "stage" ? stage : [...stage, "actions", found.stage.actions.indexOf(found.action)];
}

/** Without the blank lines, comments and brackets behind it that belong to what comes next. */
function linesOf(doc: Text, places: CodePlaces, path: IssuePath | null): Lines | null {
  const range = path && rangeOf(places, path);
  if (!range || range.from > doc.length) return null;
  const first = doc.lineAt(range.from);
  const indent = /^\s*/.exec(first.text)?.[0].length ?? 0;
  let last =
    range.to === null ? doc.lines : Math.max(first.number, doc.lineAt(Math.min(range.to, doc.length)).number - 1);
  while (last > first.number && !isPart(doc.line(last).text, indent)) last -= 1;
  return { from: first.from, to: doc.line(last).to };
}

function isPart(line: string, indent: number): boolean {
  const own = /^\s*/.exec(line)?.[0].length ?? 0;
  return !/^\s*(?:#|$)/.test(line) && own >= indent;
}

function decorate(doc: Text, ranges: readonly Lines[]): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  let done = -1;
  for (const { from, to } of ranges) {
    for (let at = Math.max(from, done + 1); at <= to; at = doc.lineAt(at).to + 1) {
      builder.add(doc.lineAt(at).from, doc.lineAt(at).from, at === from ? FIRST_LINE : LINE);
      done = doc.lineAt(at).to;
    }
  }
  return builder.finish();
}
