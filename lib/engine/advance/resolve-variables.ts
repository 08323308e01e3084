import type { ExecutionState } from "../state";

/** A reference `#{namespace.key}`. @see https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-variables.html */
const REFERENCE = /#\{([A-Za-z0-9@\-_]+)\.([A-Za-z0-9@\-_^[\]*$]+)\}/g;

/** A reference that nothing gives a value. */
export class UnresolvedVariableError extends Error {}

/**
 * Replaces every reference by its value as of now: what earlier actions have put out, the execution's own variables,
 * and its id.
 * @throws UnresolvedVariableError
 */
export function resolveVariables(text: string, execution: ExecutionState): string {
  return text.replaceAll(REFERENCE, (reference, namespace: string, key: string) => {
    const value = lookUp(namespace, key, execution);
    if (value === undefined) {
      throw new UnresolvedVariableError(
        `The variable ${reference} has no value: no action that ran before gave ${key} in the namespace ${namespace}.`,
      );
    }
    return value;
  });
}

function lookUp(namespace: string, key: string, execution: ExecutionState): string | undefined {
  if (namespace === "codepipeline") {
    return key === "PipelineExecutionId" ? execution.record.pipelineExecutionId : undefined;
  }
  if (namespace === "variables") {
    return execution.record.variables.find(({ name }) => name === key)?.resolvedValue;
  }
  const given = execution.outputVariables[namespace];
  return given && Object.hasOwn(given, key) ? given[key] : undefined;
}
