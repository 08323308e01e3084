/** Options of the template below. */
interface TemplateOptions {
  readonly name?: string;
  readonly comment?: string;
  /** Of the second stage. */
  readonly approvals?: readonly string[];
  /** More resources, as JSON has them. */
  readonly resources?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
}

/** A template of CloudFormation with a pipeline, the role and the bucket that it uses, and its outputs. */
export function pipelineTemplate({
  name,
  comment = "look",
  approvals = ["Approve"],
  resources = {},
  outputs = {},
}: TemplateOptions = {}): string {
  return JSON.stringify({
    Resources: {
      Pipeline: {
        Type: "AWS::CodePipeline::Pipeline",
        Properties: {
          ...(name !== undefined && { Name: name }),
          RoleArn: { "Fn::GetAtt": ["Role", "Arn"] },
          PipelineType: "V2",
          ArtifactStore: { Type: "S3", Location: { Ref: "Bucket" } },
          Stages: [
            {
              Name: "Source",
              Actions: [
                {
                  Name: "Zip",
                  ActionTypeId: { Category: "Source", Owner: "AWS", Provider: "S3", Version: "1" },
                  Configuration: { S3Bucket: { Ref: "Bucket" }, S3ObjectKey: "app.zip", PollForSourceChanges: false },
                  OutputArtifacts: [{ Name: "App" }],
                },
              ],
            },
            {
              Name: "Approve",
              Actions: approvals.map((approval) => ({
                Name: approval,
                RunOrder: "1",
                ActionTypeId: { Category: "Approval", Owner: "AWS", Provider: "Manual", Version: 1 },
                Configuration: { CustomData: comment },
              })),
            },
          ],
        },
      },
      Role: { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument: {} } },
      Bucket: { Type: "AWS::S3::Bucket", DeletionPolicy: "Retain" },
      ...resources,
    },
    Outputs: {
      Name: { Value: { Ref: "Pipeline" } },
      Version: { Value: { "Fn::GetAtt": ["Pipeline", "Version"] } },
      ...outputs,
    },
  });
}

/** A webhook on the source of the pipeline. */
export const WEBHOOK_RESOURCE = {
  Type: "AWS::CodePipeline::Webhook",
  Properties: {
    TargetPipeline: { Ref: "Pipeline" },
    TargetPipelineVersion: { "Fn::GetAtt": ["Pipeline", "Version"] },
    TargetAction: "Zip",
    Authentication: "UNAUTHENTICATED",
    AuthenticationConfiguration: {},
    Filters: [{ JsonPath: "$.ref", MatchEquals: "refs/heads/main" }],
  },
};

/** A custom action type that is only there. */
export const ACTION_TYPE_RESOURCE = {
  Type: "AWS::CodePipeline::CustomActionType",
  Properties: {
    Category: "Build",
    Provider: "OldBuilder",
    Version: "1",
    InputArtifactDetails: { MinimumCount: 0, MaximumCount: "1" },
    OutputArtifactDetails: { MinimumCount: 0, MaximumCount: 1 },
    ConfigurationProperties: [{ Name: "Job", Required: "true", Key: true, Secret: false }],
  },
};
