export const PIPELINE_TYPE = "AWS::CodePipeline::Pipeline";

/** The member of a resource's Metadata that carries what its properties cannot say. */
export const REMAINDER = "Penstock";

/** Properties of the resource that are no part of a declaration, and what to tell about them. */
export const RESOURCE_ONLY: Readonly<Record<string, string>> = {
  disableInboundStageTransitions:
    "DisableInboundStageTransitions is kept for CloudFormation only: elsewhere, transitions are disabled on the running pipeline.",
  restartExecutionOnUpdate: "RestartExecutionOnUpdate is kept for CloudFormation only: nothing else knows it.",
};

/** Resources of CodePipeline that are no pipelines, and what becomes of them. */
export const COMPANIONS: Readonly<Record<string, string>> = {
  "AWS::CodePipeline::CustomActionType":
    "a custom action type. It is no part of a pipeline: create it in the account before you publish.",
  "AWS::CodePipeline::Webhook": "a webhook. It is no part of a pipeline: register it in the account after you publish.",
};

export function isCompanion(type: string): boolean {
  return Object.hasOwn(COMPANIONS, type);
}
