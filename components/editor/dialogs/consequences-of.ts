import type { PipelineDeclaration } from "@/lib/pipeline/declaration";
import type { Draft } from "@/lib/pipeline/draft";

interface Publishing {
  readonly live: PipelineDeclaration | null;
  readonly draft: Draft;
  readonly isRunning: boolean;
  readonly warningCount: number;
}

/**
 * What a publish brings about besides the new definition, in sentences. Nothing for a pipeline that is new.
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/pipelines-edit.html
 */
export function consequencesOf({ live, draft, isRunning, warningCount }: Publishing): readonly string[] {
  const warnings =
    warningCount === 0 ? [] : [warningCount === 1 ? "1 warning stays open." : `${warningCount} warnings stay open.`];
  if (live === null) return warnings;
  const kept = new Set(draft.stages.map(({ name }) => name));
  const gone = live.stages.filter(({ name }) => !kept.has(name)).map(({ name }) => name);
  const before = live.executionMode ?? "SUPERSEDED";
  const after = draft.executionMode ?? "SUPERSEDED";
  return [
    ...(isRunning ? ["An execution is running. Its running actions finish, and then it stops in its stage."] : []),
    ...(before === after
      ? []
      : [`The execution mode changes from ${before} to ${after}. Executions that are under way keep the old mode.`]),
    ...gone.map((name) => `Stage ${name} goes away. Executions waiting there cannot go on.`),
    ...warnings,
  ];
}
