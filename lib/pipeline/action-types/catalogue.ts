import type { ActionDeclaration, ActionTypeId } from "../declaration";
import type { ActionType, ArtifactCount } from "./action-type";
import { APPROVAL_ACTION_TYPES } from "./approval";
import { BUILD_ACTION_TYPES } from "./build";
import type { ConfigurationProperty, KeyCondition } from "./configuration-property";
import { DEPLOY_ACTION_TYPES } from "./deploy";
import { INVOKE_ACTION_TYPES } from "./invoke";
import { SOURCE_ACTION_TYPES } from "./source";
import { TEST_ACTION_TYPES } from "./test";

const ACTION_TYPES: readonly ActionType[] = [
  ...SOURCE_ACTION_TYPES,
  ...BUILD_ACTION_TYPES,
  ...TEST_ACTION_TYPES,
  ...APPROVAL_ACTION_TYPES,
  ...DEPLOY_ACTION_TYPES,
  ...INVOKE_ACTION_TYPES,
];

const BY_ID = new Map(ACTION_TYPES.map((type) => [actionTypeKey(type.id), type]));

/** Every action type we know, in the order of a palette: source, build, test, approval, deploy, invoke. */
export function listActionTypes(): readonly ActionType[] {
  return ACTION_TYPES;
}

/** The type with exactly this id, or `null`: a custom or newer type. */
export function findActionType(id: ActionTypeId): ActionType | null {
  return BY_ID.get(actionTypeKey(id)) ?? null;
}

/** One string per action type: `AWS/Build/CodeBuild/1`, in the order an action type ARN uses. */
export function actionTypeKey(id: ActionTypeId): string {
  return [id.owner, id.category, id.provider, id.version].join("/");
}

/** What people call the action's type; the provider's own name when the type is not in the catalogue. */
export function actionTypeName(id: ActionTypeId): string {
  return findActionType(id)?.displayName ?? id.provider;
}

/** The one line that tells this action from others of its type: "staging / api", "npm run lint". Empty when unset. */
export function actionSummary(action: ActionDeclaration): string {
  const keys = findActionType(action.actionTypeId)?.summaryKeys ?? [];
  const values = keys.map((key) => action.configuration?.[key]).filter((value) => value !== undefined && value !== "");
  return values.length > 0 ? values.join(" / ") : (action.commands?.[0] ?? "");
}

/** What keys are judged by: an action, or a rule of a stage's condition. */
export interface Configured {
  readonly configuration?: Readonly<Record<string, string>> | undefined;
  readonly inputArtifacts?: readonly { readonly name: string }[] | undefined;
}

/** The keys of an action type or a rule type. */
interface KeyCatalogue {
  readonly configuration: readonly ConfigurationProperty[];
}

/** The value a key has now: what is set, or else the service's default. */
export function configurationValue(property: ConfigurationProperty, holder: Configured): string | undefined {
  return holder.configuration?.[property.name] ?? property.default;
}

/** Whether the action or rule, as it stands, has to have this key. */
export function isRequired(property: ConfigurationProperty, holder: Configured, type: KeyCatalogue): boolean {
  if (property.required || property.requiredWhen === undefined) return property.required;
  return isMet(property.requiredWhen, holder, type);
}

/** How many input artifacts the action, as it stands, takes. */
export function inputCount(type: ActionType, holder: Configured): ArtifactCount {
  const { inputs, needsInputWhen } = type;
  if (needsInputWhen === undefined || !isMet(needsInputWhen, holder, type)) return inputs;
  return { min: Math.max(1, inputs.min), max: inputs.max };
}

/** Whether this key has any effect as things stand. */
export function isUsed(property: ConfigurationProperty, holder: Configured, type: KeyCatalogue): boolean {
  return property.usedWhen === undefined || isMet(property.usedWhen, holder, type);
}

function isMet(when: KeyCondition, holder: Configured, type: KeyCatalogue): boolean {
  const configuration = holder.configuration ?? {};
  switch (when.kind) {
    case "value": {
      const other = type.configuration.find(({ name }) => name === when.key);
      const value = other === undefined ? configuration[when.key] : configurationValue(other, holder);
      return value !== undefined && when.values.includes(value);
    }
    case "present":
      return Boolean(configuration[when.key]);
    case "absent":
      return when.keys.every((key) => !configuration[key]);
    case "inputCount": {
      const count = holder.inputArtifacts?.length ?? 0;
      return count >= when.min && count <= when.max;
    }
  }
}
