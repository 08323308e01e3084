import type { ExecutionDetail } from "@/lib/contracts/execution-detail";
import type { ActionAttempt } from "@/lib/contracts/execution-detail";
import {
  CODEPIPELINE_NAMESPACE,
  parseReferences,
  PIPELINE_VARIABLES_NAMESPACE,
  variableTexts,
} from "@/lib/pipeline/variables";
import { actionsOf, type Run, type RunAction } from "../run";

/** A variable that an action reads. */
export interface UsedVariable {
  /** `namespace.key`. */
  readonly name: string;
  /** The members of the action that read it: `configuration.ImageTag`, `commands`. */
  readonly members: readonly string[];
  /** What it holds in this execution, as far as that is known. */
  readonly value: string | null;
}

/** By `namespace.key`: what the variables of an execution hold, its own and those of actions that have ended. */
export function knownVariables(execution: ExecutionDetail, run: Run): ReadonlyMap<string, string> {
  const own = execution.variables.map(({ name, resolvedValue }) => [
    `${PIPELINE_VARIABLES_NAMESPACE}.${name}`,
    resolvedValue,
  ]);
  const outputs = actionsOf(run).flatMap(({ latest }) =>
    latest?.namespace
      ? Object.entries(latest.outputVariables).map(([key, value]) => [`${latest.namespace}.${key}`, value])
      : [],
  );
  const entries = [
    [`${CODEPIPELINE_NAMESPACE}.PipelineExecutionId`, execution.pipelineExecutionId],
    ...own,
    ...outputs,
  ];
  return new Map(entries.map(([name = "", value = ""]) => [name, value]));
}

/** What an action reads, from its declaration and from what the attempt was configured with, in order. */
export function usedVariables(
  { declaration }: Pick<RunAction, "declaration">,
  attempt: Pick<ActionAttempt, "configuration"> | null,
  known: ReadonlyMap<string, string>,
): readonly UsedVariable[] {
  const texts = [
    ...Object.entries(attempt?.configuration ?? {}).map(([key, text]) => ({ text, member: `configuration.${key}` })),
    ...(declaration ? variableTexts(declaration) : []).map(({ text, path }) => ({
      text,
      member: path.filter((part) => typeof part === "string" && part !== "value").join("."),
    })),
  ];
  const members = new Map<string, Set<string>>();
  for (const { text, member } of texts) {
    for (const { namespace, key } of parseReferences(text)) {
      const name = `${namespace}.${key}`;
      members.set(name, (members.get(name) ?? new Set()).add(member));
    }
  }
  return [...members].map(([name, readers]) => ({ name, members: [...readers], value: known.get(name) ?? null }));
}
