import { acknowledgeJob } from "./acknowledge-job";
import { acknowledgeThirdPartyJob } from "./acknowledge-third-party-job";
import { createCustomActionType } from "./create-custom-action-type";
import { createPipeline } from "./create-pipeline";
import { deleteCustomActionType } from "./delete-custom-action-type";
import { deletePipeline } from "./delete-pipeline";
import { deleteWebhook } from "./delete-webhook";
import { deregisterWebhookWithThirdParty } from "./deregister-webhook-with-third-party";
import { disableStageTransition } from "./disable-stage-transition";
import { enableStageTransition } from "./enable-stage-transition";
import { getActionType } from "./get-action-type";
import { getJobDetails } from "./get-job-details";
import { getPipeline } from "./get-pipeline";
import { getPipelineExecution } from "./get-pipeline-execution";
import { getPipelineState } from "./get-pipeline-state";
import { getThirdPartyJobDetails } from "./get-third-party-job-details";
import { listActionExecutions } from "./list-action-executions";
import { listActionTypes } from "./list-action-types";
import { listDeployActionExecutionTargets } from "./list-deploy-action-execution-targets";
import { listPipelineExecutions } from "./list-pipeline-executions";
import { listPipelines } from "./list-pipelines";
import { listRuleExecutions } from "./list-rule-executions";
import { listRuleTypes } from "./list-rule-types";
import { listTagsForResource } from "./list-tags-for-resource";
import { listWebhooks } from "./list-webhooks";
import type { Operation } from "./operation";
import { overrideStageCondition } from "./override-stage-condition";
import { pollForJobs } from "./poll-for-jobs";
import { pollForThirdPartyJobs } from "./poll-for-third-party-jobs";
import { putActionRevision } from "./put-action-revision";
import { putApprovalResult } from "./put-approval-result";
import { putWebhook } from "./put-webhook";
import { putJobFailureResult } from "./put-job-failure-result";
import { putJobSuccessResult } from "./put-job-success-result";
import { putThirdPartyJobFailureResult } from "./put-third-party-job-failure-result";
import { putThirdPartyJobSuccessResult } from "./put-third-party-job-success-result";
import { registerWebhookWithThirdParty } from "./register-webhook-with-third-party";
import { retryStageExecution } from "./retry-stage-execution";
import { rollbackStage } from "./rollback-stage";
import { startPipelineExecution } from "./start-pipeline-execution";
import { stopPipelineExecution } from "./stop-pipeline-execution";
import { tagResource } from "./tag-resource";
import { untagResource } from "./untag-resource";
import { updateActionType } from "./update-action-type";
import { updatePipeline } from "./update-pipeline";

/** Every call this engine answers, by the name in `X-Amz-Target`. What is missing here is refused by `protocol/`. */
const operations = {
  AcknowledgeJob: acknowledgeJob,
  AcknowledgeThirdPartyJob: acknowledgeThirdPartyJob,
  CreateCustomActionType: createCustomActionType,
  CreatePipeline: createPipeline,
  DeleteCustomActionType: deleteCustomActionType,
  DeletePipeline: deletePipeline,
  DeleteWebhook: deleteWebhook,
  DeregisterWebhookWithThirdParty: deregisterWebhookWithThirdParty,
  DisableStageTransition: disableStageTransition,
  EnableStageTransition: enableStageTransition,
  GetActionType: getActionType,
  GetJobDetails: getJobDetails,
  GetPipeline: getPipeline,
  GetPipelineExecution: getPipelineExecution,
  GetPipelineState: getPipelineState,
  GetThirdPartyJobDetails: getThirdPartyJobDetails,
  ListActionExecutions: listActionExecutions,
  ListActionTypes: listActionTypes,
  ListDeployActionExecutionTargets: listDeployActionExecutionTargets,
  ListPipelineExecutions: listPipelineExecutions,
  ListPipelines: listPipelines,
  ListRuleExecutions: listRuleExecutions,
  ListRuleTypes: listRuleTypes,
  ListTagsForResource: listTagsForResource,
  ListWebhooks: listWebhooks,
  OverrideStageCondition: overrideStageCondition,
  PollForJobs: pollForJobs,
  PollForThirdPartyJobs: pollForThirdPartyJobs,
  PutActionRevision: putActionRevision,
  PutApprovalResult: putApprovalResult,
  PutWebhook: putWebhook,
  RegisterWebhookWithThirdParty: registerWebhookWithThirdParty,
  PutJobFailureResult: putJobFailureResult,
  PutJobSuccessResult: putJobSuccessResult,
  PutThirdPartyJobFailureResult: putThirdPartyJobFailureResult,
  PutThirdPartyJobSuccessResult: putThirdPartyJobSuccessResult,
  RetryStageExecution: retryStageExecution,
  RollbackStage: rollbackStage,
  StartPipelineExecution: startPipelineExecution,
  StopPipelineExecution: stopPipelineExecution,
  TagResource: tagResource,
  UntagResource: untagResource,
  UpdateActionType: updateActionType,
  UpdatePipeline: updatePipeline,
} as const satisfies Readonly<Record<string, Operation<never, unknown>>>;

/** @returns null for an operation that this engine does not have */
export function findOperation(name: string): Operation<unknown, unknown> | null {
  const found: Readonly<Record<string, Operation<never, unknown>>> = operations;
  // The cast holds because `protocol/` checks the input against the shape of that very operation.
  return Object.hasOwn(found, name) ? (found[name] as Operation<unknown, unknown>) : null;
}
