import { declarationFromDraft, type Draft } from "@/lib/pipeline/draft";
import type { ValidationIssue } from "@/lib/pipeline/validation/issue";
import { validatePipeline } from "@/lib/pipeline/validation/validate-pipeline";
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
}

const KNOWN = new WeakMap<Draft, Problems>();

/** Validates a draft once; every badge and panel reads the same answer. An editor's Region never changes. */
export function problemsOf({ draft, region }: Pick<EditorState, "draft" | "region">): Problems {
  const known = KNOWN.get(draft);
  if (known) return known;
  const problems = findProblems(draft, region);
  KNOWN.set(draft, problems);
  return problems;
}

function findProblems(draft: Draft, region: string): Problems {
  const placed = validatePipeline(declarationFromDraft(draft), { region }).map((issue) => place(draft, issue));
  const errors = placed.filter(({ severity }) => severity === "error");
  const warnings = placed.filter(({ severity }) => severity === "warning");
  const all = [...errors, ...warnings];
  return {
    all,
    byNode: byNode(all),
    errorCount: errors.length,
    warningCount: warnings.length,
  };
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
