import type { PipelineDeclaration } from "../declaration";
import type { ValidationIssue } from "./issue";
import type { ValidationContext } from "./rule";
import { standInWarnings } from "./unresolved";
import { validatePipeline } from "./validate-pipeline";

/** What an editor tells about a draft: what is wrong with it, and which of its values are not its own yet. */
export function checkDraft(declaration: PipelineDeclaration, context: ValidationContext): readonly ValidationIssue[] {
  return [...validatePipeline(declaration, context), ...standInWarnings(declaration, context.expressions ?? [])];
}
