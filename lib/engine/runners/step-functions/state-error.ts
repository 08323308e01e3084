/** An error in the words of Step Functions: what Retry and Catch look at, and how an execution fails. */
export class StateError extends Error {
  override readonly name = "StateError";
  /** `States.TaskFailed`, or whatever a function or a Fail state names. */
  readonly code: string;

  constructor(code: string, cause: string) {
    super(cause);
    this.code = code;
  }
}

/** A fault of the definition or its data that nothing can catch. @see States.Runtime */
export function runtimeError(cause: string): StateError {
  return new StateError("States.Runtime", cause);
}

/** @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html */
export function matchesError(names: readonly string[], { code }: StateError): boolean {
  if (code === "States.Runtime") return false;
  return names.some(
    (name) => name === code || name === "States.ALL" || (name === "States.TaskFailed" && code !== "States.Timeout"),
  );
}
