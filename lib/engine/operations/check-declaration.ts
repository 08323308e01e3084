import { pipelineDeclaration, type ActionDeclaration, type PipelineDeclaration } from "@/lib/pipeline/declaration";
import { withServiceDefaults } from "@/lib/pipeline/service-defaults";
import type { ValidationIssue } from "@/lib/pipeline/validation/issue";
import { serviceRefusal } from "@/lib/pipeline/validation/service-refusal";
import { validatePipeline } from "@/lib/pipeline/validation/validate-pipeline";
import { catalogueEntry, findRegistered, type RegisteredActionType } from "../action-types/registered-action-type";
import { AwsServiceError, type AwsExceptionName } from "../aws-service-error";
import type { PipelineDeclaration as WireDeclaration } from "../protocol/generated/service-types";
import type { OperationContext } from "./operation";

type Types = readonly RegisteredActionType[];

/**
 * Checks what the service checks before it saves a declaration, by the same rules as the editor.
 * @throws the exception the service raises for the first problem
 */
export function checkDeclaration(
  input: WireDeclaration,
  { region, engine }: OperationContext,
  types: Types,
): PipelineDeclaration {
  const declaration = withServiceDefaults(pipelineDeclaration.parse(input));
  const live = types.filter(({ isDeleted }) => !isDeleted);
  refuseIssues(
    validatePipeline(declaration, {
      region,
      customActionTypes: live.map(catalogueEntry),
      limits: engine.quotas,
    }),
  );
  for (const stage of declaration.stages) for (const action of stage.actions) checkQueryable(action, live);
  return declaration;
}

/** @see https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ActionConfigurationProperty.html queryable */
const QUERYABLE_VALUE = /^[A-Za-z0-9_-]{1,20}$/;

/** What workers ask for by value has to be something they can write in a poll. */
function checkQueryable({ name, actionTypeId, configuration = {} }: ActionDeclaration, types: Types): void {
  for (const property of findRegistered(types, actionTypeId)?.properties ?? []) {
    const value = configuration[property.name] ?? "";
    const isKnownLater = value.includes("#{");
    if (!property.queryable || isKnownLater || QUERYABLE_VALUE.test(value)) continue;
    throw new AwsServiceError(
      "InvalidActionDeclarationException",
      `${property.name} of action ${name} is queryable: it must be 1 to 20 letters, digits, underscores or hyphens.`,
    );
  }
}

export function refuseIssues(issues: readonly ValidationIssue[]): void {
  const refusal = serviceRefusal(issues);
  if (!refusal) return;
  // The cast holds because the rules name exceptions of the service model only.
  throw new AwsServiceError(refusal.awsError as AwsExceptionName, refusal.message);
}
