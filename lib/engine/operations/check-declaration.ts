import { pipelineDeclaration, type PipelineDeclaration } from "@/lib/pipeline/declaration";
import type { ValidationIssue } from "@/lib/pipeline/validation/issue";
import { serviceRefusal } from "@/lib/pipeline/validation/service-refusal";
import { validatePipeline } from "@/lib/pipeline/validation/validate-pipeline";
import { AwsServiceError, type AwsExceptionName } from "../aws-service-error";
import type { PipelineDeclaration as WireDeclaration } from "../protocol/generated/service-types";
import type { OperationContext } from "./operation";

/**
 * Checks what the service checks before it saves a declaration, by the same rules as the editor.
 * @throws the exception the service raises for the first problem
 */
export function checkDeclaration(input: WireDeclaration, { region }: OperationContext): PipelineDeclaration {
  const declaration = pipelineDeclaration.parse(input);
  refuseIssues(validatePipeline(declaration, { region, customActionTypes: [] }));
  return declaration;
}

export function refuseIssues(issues: readonly ValidationIssue[]): void {
  const refusal = serviceRefusal(issues);
  if (!refusal) return;
  // The cast holds because the rules name exceptions of the service model only.
  throw new AwsServiceError(refusal.awsError as AwsExceptionName, refusal.message);
}
