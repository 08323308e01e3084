import type { ActionDeclaration, ActionTypeId } from "../declaration";
import type { ActionType } from "./action-type";
import { APPROVAL_ACTION_TYPES } from "./approval";
import { BUILD_ACTION_TYPES } from "./build";
import type { ConfigurationProperty } from "./configuration-property";
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

/** The value a key has now: what is set, or else the service's default. */
export function configurationValue(property: ConfigurationProperty, action: ActionDeclaration): string | undefined {
  return action.configuration?.[property.name] ?? property.default;
}

/** Whether the action, as it stands, has to have this key. */
export function isRequired(property: ConfigurationProperty, action: ActionDeclaration, type: ActionType): boolean {
  const when = property.requiredWhen;
  if (property.required || when === undefined) return property.required;
  const configuration = action.configuration ?? {};
  const inputCount = action.inputArtifacts?.length ?? 0;
  switch (when.kind) {
    case "value": {
      const other = type.configuration.find(({ name }) => name === when.key);
      const value = other === undefined ? configuration[when.key] : configurationValue(other, action);
      return value !== undefined && when.values.includes(value);
    }
    case "present":
      return Boolean(configuration[when.key]);
    case "absent":
      return when.keys.every((key) => !configuration[key]);
    case "inputCount":
      return inputCount >= when.min && inputCount <= when.max;
  }
}
