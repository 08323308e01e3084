import { repeated } from "@/lib/pipeline/validation/rule";
import { AwsServiceError } from "../aws-service-error";
import type { RegisteredActionType } from "./registered-action-type";

type Definition = Pick<RegisteredActionType, "id" | "settings" | "properties" | "inputs" | "outputs">;

/** Refused for want of a meaning: an approval is answered by a person, commands run in CodeBuild. */
const CATEGORIES_WITHOUT_WORKERS: readonly string[] = ["Approval", "Compute"];

/**
 * What makes no sense in the definition of an action type, in the order in which it is looked at; empty when it is
 * sound. Lengths, patterns and counts are checked with the request.
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/actions-create-custom-action.html
 */
export function actionTypeFaults({ id, settings, properties, inputs, outputs }: Definition): readonly string[] {
  const names = properties.map(({ name }) => name);
  const queryable = properties.filter((property) => property.queryable);
  return [
    ...(CATEGORIES_WITHOUT_WORKERS.includes(id.category)
      ? [`The category ${id.category} is not available for action types of this owner`]
      : []),
    ...[
      { side: "inputArtifactDetails", count: inputs },
      { side: "outputArtifactDetails", count: outputs },
    ]
      .filter(({ count }) => count.min > count.max)
      .map(({ side }) => `minimumCount of ${side} must not be greater than its maximumCount`),
    ...[...repeated(names)].map((name) => `The configuration property ${name} is defined more than once`),
    ...(queryable.length > 1 ? ["At most one configuration property can be queryable"] : []),
    ...queryable
      .filter(({ required, secret }) => !required || secret)
      .map(({ name }) => `The queryable configuration property ${name} must be required and not secret`),
    ...Object.entries(settings).flatMap(([setting, template]) => templateFaults(setting, template, properties)),
  ];
}

/** @throws InvalidActionTypeException, which the service raises although its model does not list it */
export function checkActionType(definition: Definition): void {
  const [fault] = actionTypeFaults(definition);
  if (fault !== undefined) throw new AwsServiceError("InvalidActionTypeException", fault);
}

/**
 * A key that nothing defines is let through: the custom actions in AWS's own documentation have links like that, which
 * then lead nowhere.
 */
function templateFaults(setting: string, template: string, properties: Definition["properties"]): string[] {
  return [...template.matchAll(/\{Config:([^}]*)\}/g)].flatMap(([, name = ""]) => {
    const property = properties.find((candidate) => candidate.name === name);
    if (!property || (property.required && !property.secret)) return [];
    return [`${setting} refers to ${name}, which must be required and not secret`];
  });
}
