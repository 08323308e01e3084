import { pipelineDeclaration, type PipelineDeclaration } from "@/lib/pipeline/declaration";
import { AwsServiceError } from "../aws-service-error";
import type { PipelineDeclaration as PipelineInput } from "../protocol/generated/service-types";
import type { OperationContext } from "./operation";

/**
 * Checks what the service checks before it saves a declaration.
 * @throws the first problem, as the exception the service raises for it
 */
export function checkDeclaration(input: PipelineInput, { region }: OperationContext): PipelineDeclaration {
  const declaration = pipelineDeclaration.parse(input);
  checkStores(declaration, region);
  return declaration;
}

/** Which Region the pipeline is in is known here only, so this is no rule of the domain. */
function checkStores({ artifactStores }: PipelineDeclaration, region: string): void {
  if (!artifactStores || artifactStores[region]) return;
  throw new AwsServiceError("ValidationException", `artifactStores must include the Region of the pipeline, ${region}`);
}
