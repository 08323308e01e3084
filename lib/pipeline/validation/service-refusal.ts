import type { IssuePath, ValidationIssue } from "./issue";

/** The one exception a service call ends with. */
export interface ServiceRefusal {
  readonly awsError: string;
  readonly message: string;
}

/**
 * What the service answers to a declaration with these issues: every shape constraint in one ValidationException, or
 * else the first thing that makes no sense. `null` when it takes the declaration.
 */
export function serviceRefusal(issues: readonly ValidationIssue[]): ServiceRefusal | null {
  const errors = issues.filter(({ severity }) => severity === "error");
  const shape = errors.filter(({ constraint }) => constraint !== undefined);
  if (shape.length > 0) return { awsError: "ValidationException", message: describeConstraints(shape) };
  const [first] = errors;
  return first ? { awsError: first.awsError ?? "ValidationException", message: first.message } : null;
}

/** The service counts the violations, then names each with its place: `pipeline.stages.1.member.name`. */
function describeConstraints(issues: readonly ValidationIssue[]): string {
  const violations = issues.map(
    ({ path, constraint }) => `Value at '${servicePath(path)}' failed to satisfy constraint: ${constraint}`,
  );
  const count = violations.length === 1 ? "1 validation error" : `${violations.length} validation errors`;
  return `${count} detected: ${violations.join("; ")}`;
}

/** Lists count from 1 and say `member` before what they hold. */
function servicePath(path: IssuePath): string {
  return ["pipeline", ...path.flatMap((part) => (typeof part === "number" ? [part + 1, "member"] : [part]))]
    .join(".")
    .replace(/\.member$/, "");
}
