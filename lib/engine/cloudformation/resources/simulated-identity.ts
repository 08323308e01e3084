import { entryOf } from "@/lib/pipeline/entry-of";
import type { HandlerContext, Properties } from "./resource-handler";

/** How AWS identifies resources of a type. `{}` of an ARN is where the name goes, `{path}` what IAM has in front of it. */
interface Identity {
  /** The property that names one. */
  readonly name?: string;
  /** The longest name. */
  readonly longest?: number;
  readonly isLowerCase?: boolean;
  readonly isUuid?: boolean;
  readonly arn?: string;
  /** Ref gives the ARN. */
  readonly isRefArn?: boolean;
}

const IAM = "arn:aws:iam::{account}";
const REGIONAL = "{region}:{account}";
const LAMBDA_FUNCTION: Identity = { name: "FunctionName", arn: `arn:aws:lambda:${REGIONAL}:function:{}` };
const STATE_MACHINE: Identity = {
  name: "StateMachineName",
  arn: `arn:aws:states:${REGIONAL}:stateMachine:{}`,
  isRefArn: true,
};

/**
 * Types whose names and ARNs pipelines and their roles mention, so that what is made of them has AWS's form.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 */
const IDENTITIES: Readonly<Record<string, Identity>> = {
  "AWS::CloudFront::Distribution": { arn: "arn:aws:cloudfront::{account}:distribution/{}" },
  "AWS::CodeBuild::ReportGroup": { name: "Name", arn: `arn:aws:codebuild:${REGIONAL}:report-group/{}`, isRefArn: true },
  "AWS::CodeCommit::Repository": { name: "RepositoryName", arn: `arn:aws:codecommit:${REGIONAL}:{}` },
  "AWS::CodeConnections::Connection": {
    isUuid: true,
    arn: `arn:aws:codeconnections:${REGIONAL}:connection/{}`,
    isRefArn: true,
  },
  "AWS::CodeDeploy::Application": { name: "ApplicationName" },
  "AWS::CodeDeploy::DeploymentConfig": { name: "DeploymentConfigName" },
  "AWS::CodeDeploy::DeploymentGroup": { name: "DeploymentGroupName" },
  "AWS::CodeStarConnections::Connection": {
    isUuid: true,
    arn: `arn:aws:codestar-connections:${REGIONAL}:connection/{}`,
    isRefArn: true,
  },
  "AWS::DynamoDB::Table": { name: "TableName", arn: `arn:aws:dynamodb:${REGIONAL}:table/{}` },
  "AWS::ECR::Repository": { name: "RepositoryName", isLowerCase: true, arn: `arn:aws:ecr:${REGIONAL}:repository/{}` },
  "AWS::ECS::Cluster": { name: "ClusterName", arn: `arn:aws:ecs:${REGIONAL}:cluster/{}` },
  "AWS::ECS::Service": { name: "ServiceName", arn: `arn:aws:ecs:${REGIONAL}:service/{}`, isRefArn: true },
  "AWS::Events::Rule": { name: "Name", arn: `arn:aws:events:${REGIONAL}:rule/{}` },
  "AWS::IAM::Group": { name: "GroupName", arn: `${IAM}:group{path}{}` },
  "AWS::IAM::InstanceProfile": { name: "InstanceProfileName", arn: `${IAM}:instance-profile{path}{}` },
  "AWS::IAM::ManagedPolicy": { name: "ManagedPolicyName", arn: `${IAM}:policy{path}{}`, isRefArn: true },
  "AWS::IAM::Policy": { name: "PolicyName" },
  "AWS::IAM::Role": { name: "RoleName", arn: `${IAM}:role{path}{}` },
  "AWS::IAM::User": { name: "UserName", arn: `${IAM}:user{path}{}` },
  "AWS::KMS::Alias": { name: "AliasName" },
  "AWS::KMS::Key": { isUuid: true, arn: `arn:aws:kms:${REGIONAL}:key/{}` },
  "AWS::Lambda::Function": LAMBDA_FUNCTION,
  "AWS::Logs::LogGroup": { name: "LogGroupName", arn: `arn:aws:logs:${REGIONAL}:log-group:{}:*` },
  "AWS::S3::Bucket": { name: "BucketName", longest: 63, isLowerCase: true, arn: "arn:aws:s3:::{}" },
  "AWS::SNS::Topic": { name: "TopicName", arn: `arn:aws:sns:${REGIONAL}:{}`, isRefArn: true },
  "AWS::SQS::Queue": { name: "QueueName", arn: `arn:aws:sqs:${REGIONAL}:{}` },
  "AWS::SSM::Parameter": { name: "Name" },
  "AWS::SecretsManager::Secret": { name: "Name", arn: `arn:aws:secretsmanager:${REGIONAL}:secret:{}`, isRefArn: true },
  "AWS::Serverless::Function": LAMBDA_FUNCTION,
  "AWS::Serverless::StateMachine": { ...STATE_MACHINE, name: "Name" },
  "AWS::StepFunctions::StateMachine": STATE_MACHINE,
};

/** What a resource that is only remembered is called, and which of its attributes can be told. */
export function simulatedIdentity(
  type: string,
  properties: Properties,
  context: HandlerContext & { readonly name: string },
): { readonly physicalId: string; readonly attributes: Readonly<Record<string, string>> } {
  const identity = identityOf(type);
  const own = identity.name === undefined ? undefined : properties[identity.name];
  const cased = identity.isLowerCase ? context.name.toLowerCase() : context.name;
  const made = identity.isUuid ? context.newId() : cased;
  const name = typeof own === "string" && own !== "" ? own : made;
  const { region, accountId } = context;
  const arn = identity.arn
    ?.replace("{region}", region)
    .replace("{account}", accountId)
    .replace("{path}", () => (typeof properties["Path"] === "string" ? properties["Path"] : "/"))
    .replace("{}", () => name);
  return {
    physicalId: identity.isRefArn && arn !== undefined ? arn : name,
    attributes: { ...(arn !== undefined && { Arn: arn }), ...more(type, name, { arn, properties, context }) },
  };
}

/** Properties of a type that cannot be changed. */
export function simulatedCreateOnly(type: string): readonly string[] {
  return identityOf(type).name ? [identityOf(type).name ?? ""] : [];
}

export function longestName(type: string): number {
  return identityOf(type).longest ?? 64;
}

function identityOf(type: string): Identity {
  return entryOf(IDENTITIES, type) ?? {};
}

function more(
  type: string,
  name: string,
  {
    arn = "",
    properties,
    context,
  }: { readonly arn: string | undefined; readonly properties: Properties; readonly context: HandlerContext },
): Readonly<Record<string, string>> {
  switch (type) {
    case "AWS::S3::Bucket":
      return {
        DomainName: `${name}.s3.amazonaws.com`,
        RegionalDomainName: `${name}.s3.${context.region}.amazonaws.com`,
      };
    case "AWS::CodeCommit::Repository":
      return { Name: name };
    case "AWS::KMS::Key":
      return { KeyId: name };
    case "AWS::SNS::Topic":
      return { TopicArn: arn, TopicName: name };
    case "AWS::SQS::Queue":
      return { QueueName: name };
    case "AWS::CodeStarConnections::Connection":
    case "AWS::CodeConnections::Connection":
      return { ConnectionArn: arn };
    default:
      return changingAttributes(type, properties);
  }
}

/** Attributes that follow from properties which can be changed. */
export function changingAttributes(type: string, { Type, Value }: Properties): Readonly<Record<string, string>> {
  return type === "AWS::SSM::Parameter" ? { Type: String(Type), Value: String(Value) } : {};
}
