import type { ExportedPipeline, ExportedText } from "./exported";
import { NO_METADATA } from "./metadata";

/**
 * What `aws codepipeline create-pipeline --cli-input-json` takes and get-pipeline prints; several pipelines are a list.
 * Expressions stay the stand-ins that they are in the declaration.
 */
export function exportCliJson(pipelines: readonly ExportedPipeline[]): ExportedText {
  const inputs = pipelines.map(({ declaration, tags = [] }) => ({
    pipeline: declaration,
    ...(tags.length > 0 && { tags }),
  }));
  const [only] = inputs;
  const hasStandIns = pipelines.some(({ metadata = NO_METADATA }) => metadata.expressions.length > 0);
  return {
    text: `${JSON.stringify(inputs.length === 1 ? only : inputs, null, 2)}\n`,
    notes: hasStandIns ? ["Values that only CloudFormation or Terraform can compute are written as stand-ins."] : [],
  };
}
