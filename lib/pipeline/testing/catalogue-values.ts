import type { ConfigurationProperty } from "../action-types/configuration-property";

/** A value that the service would take for a key, for tests that fill in every key there is. */
export function catalogueValue(property: ConfigurationProperty): string {
  const { name, allowedValues, type, isArtifactPath, namesInputArtifact } = property;
  if (namesInputArtifact) return "SourceOutput";
  if (isArtifactPath) return "SourceOutput::template.yml";
  const known = KNOWN_VALUES[name];
  if (known !== undefined) return known;
  if (allowedValues) return allowedValues.at(-1) ?? "";
  if (type === "Number") return "7";
  if (type === "Boolean") return "true";
  return `a-${name}`;
}

/** Keys whose values have a form of their own. */
const KNOWN_VALUES: Readonly<Record<string, string>> = {
  ConnectionArn: "arn:aws:codeconnections:us-east-1:123456789012:connection/00000000-0000-4000-8000-000000000000",
  FullRepositoryId: "acme/shop",
  StateMachineArn: "arn:aws:states:us-east-1:123456789012:stateMachine:release",
  RoleArn: "arn:aws:iam::123456789012:role/deploy",
  AdministrationRoleArn: "arn:aws:iam::123456789012:role/admin",
  KMSEncryptionKeyARN: "arn:aws:kms:us-east-1:123456789012:key/00000000-0000-4000-8000-000000000000",
  NotificationArn: "arn:aws:sns:us-east-1:123456789012:approvals",
  ExternalEntityLink: "https://example.com/release",
  EnvironmentVariables: '[{"name":"STAGE","value":"test"}]',
  ParameterOverrides: '{"Stage":"test"}',
  SourceRevisions: "[]",
  Variables: '[{"name":"STAGE","value":"test"}]',
  Input: "{}",
  Regions: "us-east-1",
  Capabilities: "CAPABILITY_NAMED_IAM",
  DeployStrategy: "Canary10Percent5Minutes",
  CannedACL: "private",
  S3Bucket: "a-bucket",
  BucketName: "a-bucket",
  DeploymentTimeout: "15",
  AppiumVersion: "2.0",
};
