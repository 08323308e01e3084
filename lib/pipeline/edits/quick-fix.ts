import { findActionType } from "../action-types/catalogue";
import { freeName } from "../artifacts";
import type { Draft, DraftAction, DraftStage } from "../draft";
import { MAX_NAME_LENGTH } from "../limits";
import type { ValidationIssue } from "../validation/issue";
import { actionNames } from "./add-action";
import { disconnectArtifact, removeOutputArtifact } from "./connect-artifact";
import { removeStage } from "./remove-actions";
import { renameAction } from "./rename-action";
import { freeStageName } from "./place-action";
import { referToSecrets } from "./refer-to-secrets";
import { setConfiguration } from "./set-configuration";
import { updateAction } from "./update-action";
import { updatePipeline } from "./update-pipeline";
import { updateStage } from "./update-stage";

/** One safe way out of a finding: it loses nothing that the service would take. */
export interface QuickFix {
  /** For a button: "Remove artifact". */
  readonly label: string;
  apply(draft: Draft): Draft;
}

/** Members that are wrong wherever they were found, and can only go. */
const REMOVABLE = [
  "commands",
  "outputVariables",
  "environmentVariables",
  "timeoutInMinutes",
  "region",
  "roleArn",
] as const;

/** The quick fix for a finding of this draft, or `null` when only a person can decide. */
export function quickFix(draft: Draft, { code, path }: ValidationIssue): QuickFix | null {
  switch (code) {
    case "pipeline-type-missing":
    case "v2-feature":
    case "v2-condition":
    case "v2-action-type":
      return { label: "Change to V2", apply: (before) => updatePipeline(before, { pipelineType: "V2" }) };
    default: {
      const stage = path[0] === "stages" ? draft.stages[Number(path[1])] : undefined;
      const action = path[2] === "actions" ? stage?.actions[Number(path[3])] : undefined;
      if (action) return fixAction(action, code, path.slice(4));
      return stage ? fixStage(stage, code) : null;
    }
  }
}

function fixStage(stage: DraftStage, code: string): QuickFix | null {
  switch (code) {
    case "stage-empty":
      return { label: "Remove stage", apply: (draft) => removeStage(draft, stage.key) };
    case "stage-name-duplicate":
      return {
        label: "Rename",
        apply: (draft) => updateStage(draft, stage.key, { name: freeStageName(draft, stage.name) }),
      };
    case "failure-retry-mode":
      return stage.onFailure?.result === "RETRY"
        ? {
            label: "Retry failed actions",
            apply: (draft) =>
              updateStage(draft, stage.key, {
                onFailure: { ...stage.onFailure, retryConfiguration: { retryMode: "FAILED_ACTIONS" } },
              }),
          }
        : null;
    default:
      return null;
  }
}

function fixAction(action: DraftAction, code: string, [member, index]: ValidationIssue["path"]): QuickFix | null {
  const actionKey = action.key;
  switch (code) {
    case "action-name-duplicate":
      return {
        label: "Rename",
        apply: (draft) =>
          renameAction(draft, { actionKey, name: freeName(action.name, actionNames(draft), MAX_NAME_LENGTH) }),
      };
    case "configuration-unknown":
      return {
        label: "Remove key",
        apply: (draft) => setConfiguration(draft, { actionKey, name: String(index), value: "" }),
      };
    case "input-artifact-unavailable": {
      const name = action.inputArtifacts?.[Number(index)]?.name;
      if (name === undefined) return null;
      return { label: "Disconnect", apply: (draft) => disconnectArtifact(draft, { toKey: actionKey, name }) };
    }
    case "artifact-unused": {
      const outputs = action.outputArtifacts ?? [];
      const name = outputs[Number(index)]?.name;
      const needed = findActionType(action.actionTypeId)?.outputs.min ?? 0;
      if (name === undefined || outputs.length <= needed) return null;
      return { label: "Remove artifact", apply: (draft) => removeOutputArtifact(draft, { actionKey, name }) };
    }
    case "plaintext-secret":
      return fixSecret(action, member, index);
    case "member-unexpected":
    case "timeout-ignored":
    case "action-region":
    case "action-role": {
      const removable = REMOVABLE.find((name) => name === member);
      if (removable === undefined) return null;
      return { label: "Remove", apply: (draft) => updateAction(draft, actionKey, { [removable]: undefined }) };
    }
    default:
      return null;
  }
}

/** Only variables can name a secret instead of holding one; any other value is for a person to move. */
function fixSecret(action: DraftAction, member: PathPart, index: PathPart): QuickFix | null {
  const takesSecrets = findActionType(action.actionTypeId)?.takesCommands === true;
  const isVariable =
    member === "environmentVariables" ? takesSecrets : member === "configuration" && index === "EnvironmentVariables";
  if (!isVariable) return null;
  return { label: "Use Secrets Manager", apply: (draft) => referToSecrets(draft, action.key) };
}

type PathPart = ValidationIssue["path"][number] | undefined;
