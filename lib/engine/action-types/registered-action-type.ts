import { guide, hours, BOTH_TYPES, type ActionType, type ArtifactCount } from "@/lib/pipeline/action-types/action-type";
import { actionTypeKey } from "@/lib/pipeline/action-types/catalogue";
import type { ActionTypeId } from "@/lib/pipeline/declaration";
import type {
  ActionConfigurationProperty,
  ActionTypeDeclaration,
  ActionTypeSettings,
} from "../protocol/generated/service-types";
import type { Tag } from "../store/store";

/**
 * An action type that was registered here: a custom one, or a partner's whose declaration was replaced. A deleted one
 * is kept, because its version can only come back as it was.
 */
export interface RegisteredActionType {
  readonly id: ActionTypeId;
  readonly settings: ActionTypeSettings;
  readonly properties: readonly ActionConfigurationProperty[];
  readonly inputs: ArtifactCount;
  readonly outputs: ArtifactCount;
  readonly tags: readonly Tag[];
  readonly isDeleted: boolean;
  /** Of a partner's type: what UpdateActionType was given. */
  readonly declaration?: ActionTypeDeclaration;
}

const CUSTOM_TIMEOUT_MS = hours(24);
const PARTNER_TIMEOUT_MS = hours(1);

/** The type as the rules of a declaration read it, beside those of the catalogue. */
export function catalogueEntry({ id, properties, inputs, outputs }: RegisteredActionType): ActionType {
  return {
    id,
    displayName: id.provider,
    description: `Runs ${id.provider} through its job worker.`,
    pipelineTypes: BOTH_TYPES,
    inputs,
    outputs,
    configuration: properties.map(({ name, required, secret, description = "", type = "String" }) => ({
      name,
      label: name,
      description,
      type,
      required,
      secret,
    })),
    defaultTimeoutMs: id.owner === "Custom" ? CUSTOM_TIMEOUT_MS : PARTNER_TIMEOUT_MS,
    outputVariables: "any",
    summaryKeys: properties.filter(({ key }) => key).map(({ name }) => name),
    docsUrl: guide("actions-create-custom-action"),
  };
}

export function findRegistered(types: readonly RegisteredActionType[], id: ActionTypeId): RegisteredActionType | null {
  const key = actionTypeKey(id);
  return types.find((type) => actionTypeKey(type.id) === key) ?? null;
}
