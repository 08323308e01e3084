import { entryOf } from "@/lib/pipeline/entry-of";
import {
  CODEPIPELINE_NAMESPACE,
  PIPELINE_VARIABLES_NAMESPACE,
  resolveVariables as fillIn,
} from "@/lib/pipeline/variables";
import type { ExecutionState } from "../state";

/** A reference that nothing gives a value. */
export class UnresolvedVariableError extends Error {}

/**
 * Replaces every reference by its value as of now: what earlier actions have put out, the execution's own variables,
 * and its id.
 * @throws UnresolvedVariableError
 */
export function resolveVariables(text: string, execution: ExecutionState): string {
  const resolved = fillIn(text, (namespace, key) => lookUp(namespace, key, execution));
  if (resolved.ok) return resolved.text;
  const { namespace, key } = resolved.unresolved;
  throw new UnresolvedVariableError(
    `The variable #{${namespace}.${key}} has no value: no action that ran before gave ${key} in ${namespace}.`,
  );
}

function lookUp(namespace: string, key: string, execution: ExecutionState): string | undefined {
  if (namespace === CODEPIPELINE_NAMESPACE) {
    return key === "PipelineExecutionId" ? execution.record.pipelineExecutionId : undefined;
  }
  if (namespace === PIPELINE_VARIABLES_NAMESPACE) {
    return execution.record.variables.find(({ name }) => name === key)?.resolvedValue;
  }
  return entryOf(entryOf(execution.outputVariables, namespace), key);
}
