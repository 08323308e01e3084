import { declarationFromDraft, type Draft } from "@/lib/pipeline/draft";
import type { ValidationIssue } from "@/lib/pipeline/validation/issue";
import { checkDraft } from "@/lib/pipeline/validation/check-draft";
import type { EditorState } from "./store/editor-state";

/** A finding with the place in the draft it is about. */
export interface PlacedIssue extends ValidationIssue {
  /** Key of the action or else the stage; null for the pipeline itself. */
  readonly nodeKey: string | null;
  /** The member of that node, joined by dots: `configuration.ProjectName`. Empty for the node as a whole. */
  readonly field: string;
  /** Where it is, in words: "Build / Compile". */
  readonly place: string;
}

export interface Problems {
  /** Errors first, each in the order of the pipeline. */
  readonly all: readonly PlacedIssue[];
  readonly byNode: ReadonlyMap<string | null, readonly PlacedIssue[]>;
  readonly errorCount: number;
  readonly warningCount: number;
  /** False while a large draft is being checked: these are the findings of a moment ago. */
  readonly isCurrent: boolean;
}

/** Checking more than this takes longer than a frame has to spare, so another thread does it. */
const MAX_ACTIONS_AT_ONCE = 80;

const KNOWN = new WeakMap<Draft, Problems>();
const OVERTAKEN = new WeakMap<Problems, Problems>();

/**
 * What is wrong with a draft; every badge and panel reads the same answer. For a large draft that has just changed it
 * is what was wrong before, and says so. An editor's Region never changes.
 */
export function problemsOf(state: Pick<EditorState, "draft" | "region" | "checked" | "metadata">): Problems {
  const before = state.checked && KNOWN.get(state.checked);
  if (!before || KNOWN.has(state.draft) || !isLarge(state.draft)) return problemsNow(state);
  const overtaken = OVERTAKEN.get(before) ?? { ...before, isCurrent: false };
  OVERTAKEN.set(before, overtaken);
  return overtaken;
}

/** The same without waiting for another thread: for what must not be decided on old findings. */
export function problemsNow({ draft, region, metadata }: Pick<EditorState, "draft" | "region" | "metadata">): Problems {
  const context = { region, expressions: metadata.expressions };
  return KNOWN.get(draft) ?? keepProblems(draft, checkDraft(declarationFromDraft(draft), context));
}

/** Whether another thread has to look at the draft. */
export function isUnchecked(draft: Draft): boolean {
  return isLarge(draft) && !KNOWN.has(draft);
}

/** Takes in what was found about a draft. */
export function keepProblems(draft: Draft, issues: readonly ValidationIssue[]): Problems {
  const placed = issues.map((issue) => place(draft, issue));
  const errors = placed.filter(({ severity }) => severity === "error");
  const warnings = placed.filter(({ severity }) => severity === "warning");
  const all = [...errors, ...warnings];
  const problems: Problems = {
    all,
    byNode: byNode(all),
    errorCount: errors.length,
    warningCount: warnings.length,
    isCurrent: true,
  };
  KNOWN.set(draft, problems);
  return problems;
}

function isLarge({ stages }: Draft): boolean {
  return stages.reduce((count, { actions }) => count + actions.length, 0) > MAX_ACTIONS_AT_ONCE;
}

function byNode(issues: readonly PlacedIssue[]): ReadonlyMap<string | null, readonly PlacedIssue[]> {
  const groups = new Map<string | null, PlacedIssue[]>();
  for (const issue of issues) {
    const group = groups.get(issue.nodeKey);
    if (group) group.push(issue);
    else groups.set(issue.nodeKey, [issue]);
  }
  return groups;
}

function place(draft: Draft, issue: ValidationIssue): PlacedIssue {
  const [stages, stageIndex, actions, actionIndex, ...inAction] = issue.path;
  const stage = stages === "stages" && typeof stageIndex === "number" ? draft.stages[stageIndex] : undefined;
  if (!stage) return { ...issue, nodeKey: null, field: issue.path.join("."), place: "Pipeline" };
  const action = actions === "actions" && typeof actionIndex === "number" ? stage.actions[actionIndex] : undefined;
  if (!action) return { ...issue, nodeKey: stage.key, field: issue.path.slice(2).join("."), place: stage.name };
  return { ...issue, nodeKey: action.key, field: inAction.join("."), place: `${stage.name} / ${action.name}` };
}
