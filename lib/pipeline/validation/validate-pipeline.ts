import type { PipelineDeclaration } from "../declaration";
import type { ValidationIssue } from "./issue";
import type { ValidationContext } from "./rule";
import { withoutUnresolved } from "./unresolved";
import { MEANING_RULES, SHAPE_RULES } from "./all-rules";

/**
 * Everything that is wrong or doubtful about a declaration: first what breaks a member's shape, then what breaks the
 * pipeline's sense, each rule in declaration order. The editor, the importers and the engine all run this.
 */
export function validatePipeline(
  pipeline: PipelineDeclaration,
  context: ValidationContext = {},
): readonly ValidationIssue[] {
  const issues = [...SHAPE_RULES, ...MEANING_RULES].flatMap((rule) => rule(pipeline, context));
  return withoutUnresolved(issues, pipeline, context.expressions ?? []);
}

export function hasErrors(issues: readonly ValidationIssue[]): boolean {
  return issues.some(({ severity }) => severity === "error");
}
