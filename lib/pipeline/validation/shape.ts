import type { IssuePath, ValidationIssue } from "./issue";
import { textLength } from "./text-length";

/** What a text member may hold, from the service model. */
export interface TextShape {
  readonly min?: number;
  readonly max: number;
  readonly pattern?: RegExp;
  /** The pattern in words: "letters, digits and . @ - _". */
  readonly allowed?: string;
}

export const NAME: TextShape = { max: 100, pattern: /^[A-Za-z0-9.@\-_]+$/, allowed: "letters, digits and . @ - _" };
export const NAMESPACE: TextShape = { max: 100, pattern: /^[A-Za-z0-9@\-_]+$/, allowed: "letters, digits and @ - _" };
export const ARTIFACT_NAME: TextShape = { max: 100, pattern: /^[a-zA-Z0-9_-]+$/, allowed: "letters, digits and _ -" };
export const REGION_NAME: TextShape = { min: 4, max: 30 };
export const ROLE_ARN: TextShape = {
  max: 1024,
  pattern: /^arn:aws(-\w+)*:iam::[0-9]{12}:role\/.*$/,
  allowed: "the ARN of a role, such as arn:aws:iam::123456789012:role/name",
};

/** Checks a text member. `subject` begins the message and gives the code: "Stage name" → `stage-name-length`. */
export function checkText(
  path: IssuePath,
  value: string | undefined,
  subject: string,
  { min = 1, max, pattern, allowed }: TextShape,
): readonly ValidationIssue[] {
  if (value === undefined) return [];
  const code = subject.toLowerCase().replaceAll(" ", "-");
  const length = textLength(value);
  if (length < min) {
    const message = min === 1 ? `${subject} is empty. Fill it in.` : `${subject} is shorter than ${min} characters.`;
    return [shapeIssue(`${code}-length`, path, message, atLeast("length", min))];
  }
  if (length > max) {
    const message = `${subject} has ${length} characters. Shorten it to ${max} at most.`;
    return [shapeIssue(`${code}-length`, path, message, atMost("length", max))];
  }
  if (pattern && !pattern.test(value)) {
    const constraint = `Member must satisfy regular expression pattern: ${pattern.source.replace(/^\^|\$$/g, "")}`;
    return [
      shapeIssue(`${code}-characters`, path, `${subject} must be ${allowed}; change "${clip(value)}".`, constraint),
    ];
  }
  return [];
}

/** Checks a whole number. */
export function checkInteger(
  path: IssuePath,
  value: number | undefined,
  subject: string,
  { min, max }: { readonly min: number; readonly max?: number },
): readonly ValidationIssue[] {
  if (value === undefined) return [];
  const code = `${subject.toLowerCase().replaceAll(" ", "-")}-range`;
  const range = max === undefined ? `${min} or more` : `from ${min} to ${max}`;
  const message = `${subject} is ${value}. Use a number ${range}.`;
  if (value < min) return [shapeIssue(code, path, message, atLeast("value", min))];
  if (max !== undefined && value > max) return [shapeIssue(code, path, message, atMost("value", max))];
  return [];
}

/** Checks how many members a list has. `subject` is plural: "Commands". */
export function checkCount(
  path: IssuePath,
  count: number | undefined,
  subject: string,
  { min = 0, max }: { readonly min?: number; readonly max: number },
): readonly ValidationIssue[] {
  if (count === undefined || (count >= min && count <= max)) return [];
  const code = `${subject.toLowerCase().replaceAll(" ", "-")}-count`;
  const advice = count < min ? `Add at least ${min}, or leave the list out.` : `Keep ${max} at most.`;
  const constraint = count < min ? atLeast("length", min) : atMost("length", max);
  return [shapeIssue(code, path, `${subject}: ${count}. ${advice}`, constraint)];
}

/** Checks a member that the service knows only a few values of. */
export function checkChoice(
  path: IssuePath,
  value: string | undefined,
  subject: string,
  choices: readonly string[],
): readonly ValidationIssue[] {
  if (value === undefined || choices.includes(value)) return [];
  const code = `${subject.toLowerCase().replaceAll(" ", "-")}-value`;
  const message = `${subject} is "${clip(value)}". Use ${choices.join(" or ")}.`;
  return [shapeIssue(code, path, message, `Member must satisfy enum value set: [${choices.join(", ")}]`)];
}

export function shapeIssue(code: string, path: IssuePath, message: string, constraint: string): ValidationIssue {
  return { code, severity: "error", awsError: "ValidationException", path, message, constraint };
}

/** A value for a message: never longer than a line. */
export function clip(value: string): string {
  return value.length > 60 ? `${value.slice(0, 59)}…` : value;
}

function atLeast(what: "length" | "value", min: number): string {
  return `Member must have ${what} greater than or equal to ${min}`;
}

function atMost(what: "length" | "value", max: number): string {
  return `Member must have ${what} less than or equal to ${max}`;
}
