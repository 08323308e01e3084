import { findActionType } from "../action-types/catalogue";
import { artifactNames } from "../artifacts";
import { findAction, type Draft, type DraftAction } from "../draft";
import { changeStages, patch, withActions } from "./change";
import { changeRules } from "./change-texts";

/** The name that an artifact has from now on. */
export type Rename = (name: string) => string;

/**
 * Gives an action's output artifact another name, for everyone who takes it: inputs, rules, and configuration that
 * names it (PrimarySource, `Artifact::path`, Fn::GetArtifactAtt). Nothing changes when the name is in use already,
 * because the two artifacts could not be told apart again.
 */
export function renameArtifact(
  draft: Draft,
  { actionKey, from, to }: { readonly actionKey: string; readonly from: string; readonly to: string },
): Draft {
  const outputs = findAction(draft, actionKey)?.action.outputArtifacts ?? [];
  if (!outputs.some(({ name }) => name === from) || artifactNames(draft).has(to)) return draft;
  const rename: Rename = (name) => (name === from ? to : name);
  return changeStages(draft, (stage) => {
    const actions = stage.actions.map((action) =>
      renameInputs(action.key === actionKey ? renameOutputs(action, rename) : action, rename),
    );
    return changeRules(withActions(stage, actions), (rule) => {
      const inputArtifacts = renameNames(rule.inputArtifacts ?? [], rename);
      return inputArtifacts === rule.inputArtifacts || !rule.inputArtifacts ? rule : patch(rule, { inputArtifacts });
    });
  });
}

/** Renames an action's outputs. */
export function renameOutputs(action: DraftAction, rename: Rename): DraftAction {
  if (!action.outputArtifacts) return action;
  return patch<DraftAction>(action, { outputArtifacts: renameNames(action.outputArtifacts, rename) });
}

/** Renames an action's inputs, and its configuration where that names one of them. */
export function renameInputs(action: DraftAction, rename: Rename): DraftAction {
  const before = action.inputArtifacts ?? [];
  const inputArtifacts = renameNames(before, rename);
  if (inputArtifacts === before) return action;
  const inputKeys = new Set(
    (findActionType(action.actionTypeId)?.configuration ?? [])
      .filter(({ namesInputArtifact }) => namesInputArtifact)
      .map(({ name }) => name),
  );
  const configuration = Object.entries(action.configuration ?? {}).map(([key, value]) => [
    key,
    inputKeys.has(key) ? rename(value) : renameInText(value, rename),
  ]);
  return patch<DraftAction>(action, {
    inputArtifacts,
    ...(action.configuration && { configuration: Object.fromEntries(configuration) }),
  });
}

/** The same list when no name in it changes. */
function renameNames<Artifact extends { name: string }>(artifacts: Artifact[], rename: Rename): Artifact[] {
  if (artifacts.every(({ name }) => rename(name) === name)) return artifacts;
  return artifacts.map((artifact) => ({ ...artifact, name: rename(artifact.name) }));
}

/** `From::path`, and the two functions of ParameterOverrides whose first argument is an artifact. */
function renameInText(text: string, rename: Rename): string {
  return text
    .replace(/^([A-Za-z0-9_-]+)(?=::)/, (name) => rename(name))
    .replaceAll(
      /("Fn::Get(?:ArtifactAtt|Param)"\s*:\s*\[\s*")([A-Za-z0-9_-]+)(")/g,
      (_whole, before: string, name: string, after: string) => `${before}${rename(name)}${after}`,
    );
}
