/** Leads from the declaration to a member: `["stages", 1, "actions", 0, "name"]`. */
export type IssuePath = readonly (string | number)[];

/**
 * One finding about a declaration. `path` leads from the declaration to the member at fault, so the editor can
 * select it and the engine can name it; `awsError` is the exception the service would raise for it.
 */
export interface ValidationIssue {
  /** Stable, kebab-case: `action-name-duplicate`. */
  readonly code: string;
  readonly severity: "error" | "warning";
  readonly awsError?: string;
  readonly path: IssuePath;
  /** What is wrong and what to do about it. */
  readonly message: string;
  /** For a shape constraint: the service's own wording, "Member must have length less than or equal to 100". */
  readonly constraint?: string;
}

/** Exceptions that the service raises for a declaration it refuses. */
export type DeclarationError =
  | "ValidationException"
  | "InvalidStructureException"
  | "InvalidStageDeclarationException"
  | "InvalidActionDeclarationException"
  | "InvalidBlockerDeclarationException"
  | "InvalidTagsException"
  | "TooManyTagsException";

/** Something the service would refuse. */
export function error(code: string, awsError: DeclarationError, path: IssuePath, message: string): ValidationIssue {
  return { code, severity: "error", awsError, path, message };
}

/** Something the service takes although it is probably not meant. */
export function warning(code: string, path: IssuePath, message: string): ValidationIssue {
  return { code, severity: "warning", path, message };
}
