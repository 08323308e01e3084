import type { Rule } from "./rule";
import { actionCount } from "./rules/structure/action-count";
import { actionMembers } from "./rules/actions/action-members";
import { actionShape } from "./rules/shape/action-shape";
import { actionTypesForPipelineType } from "./rules/actions/action-types-for-pipeline-type";
import { actionTypesKnown } from "./rules/actions/action-types-known";
import { approvalNotification } from "./rules/actions/approval-notification";
import { artifactCounts } from "./rules/actions/artifact-counts";
import { artifactStoreChoice } from "./rules/shape/artifact-store-choice";
import { artifactStoreRegions } from "./rules/shape/artifact-store-regions";
import { artifactStoreShape } from "./rules/shape/artifact-store-shape";
import { blockers } from "./rules/stages/blockers";
import { cloneReferences } from "./rules/advice/clone-references";
import { commandMembers } from "./rules/actions/command-members";
import { conditionResults } from "./rules/stages/condition-results";
import { conditionShape } from "./rules/shape/condition-shape";
import { configurationRoles } from "./rules/actions/configuration-roles";
import { configurationValues } from "./rules/advice/configuration-values";
import { failureHandling } from "./rules/stages/failure-handling";
import { artifactPaths } from "./rules/actions/artifact-paths";
import { inputArtifactKeys } from "./rules/actions/input-artifact-keys";
import { inputArtifactsProduced } from "./rules/actions/input-artifacts-produced";
import { namespaces } from "./rules/actions/namespaces";
import { pipelineShape } from "./rules/shape/pipeline-shape";
import { pipelineTypeFeatures } from "./rules/structure/pipeline-type-features";
import { plaintextSecrets } from "./rules/advice/plaintext-secrets";
import { requiredConfiguration } from "./rules/actions/required-configuration";
import { ruleDeclarations } from "./rules/stages/rule-declarations";
import { ruleValues } from "./rules/stages/rule-values";
import { sourcePlacement } from "./rules/structure/source-placement";
import { stageCount } from "./rules/structure/stage-count";
import { stageHasActions } from "./rules/stages/stage-has-actions";
import { stageShape } from "./rules/shape/stage-shape";
import { triggerShape } from "./rules/shape/trigger-shape";
import { triggersFitSources } from "./rules/structure/triggers";
import { uniqueActionNames } from "./rules/actions/unique-action-names";
import { uniqueOutputArtifacts } from "./rules/actions/unique-output-artifacts";
import { uniqueRuleNames } from "./rules/stages/unique-rule-names";
import { uniqueStageNames } from "./rules/stages/unique-stage-names";
import { uniqueVariableNames } from "./rules/structure/unique-variable-names";
import { uniqueInputArtifacts } from "./rules/actions/unique-input-artifacts";
import { unknownConfiguration } from "./rules/actions/unknown-configuration";
import { unusedArtifacts } from "./rules/advice/unused-artifacts";
import { variableReferencesResolve } from "./rules/actions/variable-references";

/** Lengths, patterns, counts: the service reports all of these together, before it looks at anything else. */
export const SHAPE_RULES: readonly Rule[] = [
  pipelineShape,
  artifactStoreShape,
  artifactStoreChoice,
  artifactStoreRegions,
  stageShape,
  actionShape,
  conditionShape,
  triggerShape,
];

/** What makes sense: the service reports the first it finds. In which order it looks is unverified. */
export const MEANING_RULES: readonly Rule[] = [
  stageCount,
  sourcePlacement,
  uniqueStageNames,
  stageHasActions,
  blockers,
  actionCount,
  uniqueActionNames,
  actionTypesKnown,
  pipelineTypeFeatures,
  actionTypesForPipelineType,
  uniqueVariableNames,
  triggersFitSources,
  conditionResults,
  failureHandling,
  ruleDeclarations,
  uniqueRuleNames,
  ruleValues,
  requiredConfiguration,
  unknownConfiguration,
  commandMembers,
  artifactCounts,
  inputArtifactsProduced,
  uniqueOutputArtifacts,
  uniqueInputArtifacts,
  inputArtifactKeys,
  artifactPaths,
  configurationRoles,
  namespaces,
  variableReferencesResolve,
  actionMembers,
  approvalNotification,
  configurationValues,
  cloneReferences,
  unusedArtifacts,
  plaintextSecrets,
];
