import type { PipelineDeclaration } from "../declaration";
import type { Tag } from "../validation/tags";

/** The text for `aws codepipeline create-pipeline --cli-input-json`, and what get-pipeline prints without metadata. */
export function exportCliJson(declaration: PipelineDeclaration, tags: readonly Tag[] = []): string {
  return `${JSON.stringify({ pipeline: declaration, ...(tags.length > 0 && { tags }) }, null, 2)}\n`;
}
