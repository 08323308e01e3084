/**
 * One finding about a declaration. `path` leads from the declaration to the member at fault, so the editor can
 * select it and the engine can name it; `awsError` is the exception the service would raise for it.
 */
export interface ValidationIssue {
  /** Stable, kebab-case: `action-name-duplicate`. */
  readonly code: string;
  readonly severity: "error" | "warning";
  readonly awsError?: string;
  readonly path: readonly (string | number)[];
  readonly message: string;
}
