import { findActionType } from "@/lib/pipeline/action-types/catalogue";
import type { ActionType as CatalogueType } from "@/lib/pipeline/action-types/action-type";
import { findRegistered } from "../action-types/registered-action-type";
import type {
  ActionTypeDeclaration,
  ActionTypeIdentifier,
  GetActionTypeInput,
  GetActionTypeOutput,
} from "../protocol/generated/service-types";
import { actionTypeNotFound } from "./action-type-output";
import type { Operation } from "./operation";

/** As the service model has it: ActionTypeProperties, MaximumActionTypeArtifactCount, PropertyDescription. */
const MAX_PROPERTIES = 10;
const MAX_ARTIFACTS = 10;
const MAX_DESCRIPTION = 250;

/**
 * The declaration of an action type of AWS or of a partner. What UpdateActionType has not replaced is told from the
 * catalogue, with the job worker that stands behind it here.
 */
export const getActionType: Operation<GetActionTypeInput, GetActionTypeOutput> = async (
  { category, owner, provider, version },
  { engine, accountId },
) => {
  const id = { category, owner: owner === "AWS" ? ("AWS" as const) : ("ThirdParty" as const), provider, version };
  const registered = findRegistered(await engine.store.listActionTypes(), id);
  if (registered?.declaration) return { actionType: registered.declaration };
  const type = findActionType(id);
  if (!type) throw actionTypeNotFound(id);
  return { actionType: declarationOf(type, id, accountId) };
};

function declarationOf(
  { description, configuration, inputs, outputs }: CatalogueType,
  id: ActionTypeIdentifier,
  accountId: string,
): ActionTypeDeclaration {
  const ordered = [...configuration.filter(({ required }) => required), ...configuration.filter((p) => !p.required)];
  return {
    description,
    executor: {
      type: "JobWorker",
      configuration: {
        jobWorkerExecutorConfiguration:
          id.owner === "AWS"
            ? { pollingServicePrincipals: ["codepipeline.amazonaws.com"] }
            : { pollingAccounts: [accountId] },
      },
    },
    id,
    inputArtifactDetails: details(inputs),
    outputArtifactDetails: details(outputs),
    permissions: { allowedAccounts: ["*"] },
    properties: ordered.slice(0, MAX_PROPERTIES).map((property) => ({
      name: property.name,
      optional: !property.required,
      key: property.required,
      noEcho: property.secret,
      queryable: false,
      ...(property.description && { description: property.description.slice(0, MAX_DESCRIPTION) }),
    })),
  };
}

function details({ min, max }: CatalogueType["inputs"]): { minimumCount: number; maximumCount: number } {
  return { minimumCount: Math.min(min, MAX_ARTIFACTS), maximumCount: Math.min(max, MAX_ARTIFACTS) };
}
