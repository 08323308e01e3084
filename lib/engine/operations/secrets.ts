import { findActionType } from "@/lib/pipeline/action-types/catalogue";
import type { ActionDeclaration, ActionTypeId, PipelineDeclaration } from "@/lib/pipeline/declaration";
import { findRegistered, type RegisteredActionType } from "../action-types/registered-action-type";
import type { PipelineDeclaration as WireDeclaration } from "../protocol/generated/service-types";

/** What the service shows in place of a secret. Sent back, it stands for the value that is stored. */
const MASK = "****";
/** Secret whatever the action type, so that one we do not know keeps them too. */
const ALWAYS_SECRET = new Set(["OAuthToken", "ClientSecret", "RefreshToken"]);

type Configuration = Readonly<Record<string, string>>;
/** The registered types say which of their keys are secret; deleted ones still do. */
type Types = readonly RegisteredActionType[];

/** The configuration as it may be shown. */
export function maskConfiguration(
  actionTypeId: ActionTypeId,
  configuration: Configuration,
  types: Types,
): Record<string, string> {
  return mapSecrets({ actionTypeId, configuration, types }, () => MASK);
}

/** The declaration as it may be shown. */
export function maskSecrets(declaration: PipelineDeclaration, types: Types): WireDeclaration {
  const masked = mapActions(declaration, (action) =>
    action.configuration
      ? { ...action, configuration: maskConfiguration(action.actionTypeId, action.configuration, types) }
      : action,
  );
  return masked as WireDeclaration; // what is stored came in through the check of that very shape
}

/** Puts stored secrets back where a mask was sent. Stages and actions are known by name, so a renamed one loses them. */
export function restoreSecrets(
  declaration: PipelineDeclaration,
  stored: PipelineDeclaration,
  types: Types,
): PipelineDeclaration {
  return mapActions(declaration, (action, stageName) => {
    const before = stored.stages
      .find(({ name }) => name === stageName)
      ?.actions.find(({ name }) => name === action.name)?.configuration;
    const { actionTypeId, configuration } = action;
    if (!configuration || !before) return action;
    const restore = (key: string, value: string): string => (value === MASK ? (before[key] ?? value) : value);
    return { ...action, configuration: mapSecrets({ actionTypeId, configuration, types }, restore) };
  });
}

interface TypedConfiguration {
  readonly actionTypeId: ActionTypeId;
  readonly configuration: Configuration;
  readonly types: Types;
}

function mapSecrets(
  { actionTypeId, configuration, types }: TypedConfiguration,
  change: (key: string, value: string) => string,
): Record<string, string> {
  const registered = findRegistered(types, actionTypeId)?.properties;
  const properties = registered ?? findActionType(actionTypeId)?.configuration ?? [];
  const secrets = new Set(properties.filter(({ secret }) => secret).map(({ name }) => name));
  return Object.fromEntries(
    Object.entries(configuration).map(([key, value]) => [
      key,
      secrets.has(key) || ALWAYS_SECRET.has(key) ? change(key, value) : value,
    ]),
  );
}

function mapActions(
  declaration: PipelineDeclaration,
  change: (action: ActionDeclaration, stageName: string) => ActionDeclaration,
): PipelineDeclaration {
  return {
    ...declaration,
    stages: declaration.stages.map((stage) => ({
      ...stage,
      actions: stage.actions.map((action) => change(action, stage.name)),
    })),
  };
}
