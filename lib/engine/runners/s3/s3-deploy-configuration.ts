import { ActionFailure } from "../action-failure";
import type { ActionJob } from "../runner";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl */
const CANNED_ACLS = [
  "private",
  "public-read",
  "public-read-write",
  "authenticated-read",
  "aws-exec-read",
  "bucket-owner-read",
  "bucket-owner-full-control",
  "log-delivery-write",
];

/** The configuration of an S3 deploy action, checked, its tokens replaced. */
export interface S3DeployConfiguration {
  readonly bucket: string;
  readonly isExtracted: boolean;
  /** The key of the object; of extracted files the prefix, without slashes around it, and empty for none. */
  readonly key: string;
  readonly cannedAcl?: string;
  readonly cacheControl?: string;
  readonly kmsKeyArn?: string;
}

/**
 * @param now replaces `{datetime}` and `{uuid}` in ObjectKey
 * @throws ActionFailure that names the key and what it may be
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-S3Deploy.html
 */
export function s3DeployConfiguration(
  { actionName, configuration }: ActionJob,
  now: { readonly at: number; newId(): string },
): S3DeployConfiguration {
  const refuse = (problem: string): never => {
    throw new ActionFailure("ConfigurationError", `Action ${actionName}: ${problem}`);
  };
  const { BucketName = "", Extract = "", ObjectKey = "", CannedACL, CacheControl, KMSEncryptionKeyARN } = configuration;
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(BucketName)) {
    refuse(
      `BucketName ${JSON.stringify(BucketName)} is not the name of a bucket: 3 to 63 lower-case letters, digits, hyphens and dots.`,
    );
  }
  if (Extract !== "true" && Extract !== "false") refuse(`Extract ${JSON.stringify(Extract)} must be true or false.`);
  const key = withTokens(ObjectKey, now).replace(/^\/+|\/+$/g, "");
  if (Extract === "false" && key === "") refuse("ObjectKey is missing: it is required when Extract is false.");
  if (CannedACL && !CANNED_ACLS.includes(CannedACL))
    refuse(`CannedACL ${CannedACL} must be one of ${CANNED_ACLS.join(", ")}.`);
  if (CacheControl && /[^\t\x20-\x7e\x80-\xff]/.test(CacheControl)) refuse("CacheControl must be one line of text.");
  if (KMSEncryptionKeyARN && !/^arn:aws[\w-]*:kms:[\w-]+:\d{12}:(key|alias)\/.+$/.test(KMSEncryptionKeyARN)) {
    refuse(`KMSEncryptionKeyARN ${KMSEncryptionKeyARN} is not the ARN of a KMS key.`);
  }
  return {
    bucket: BucketName,
    isExtracted: Extract === "true",
    key,
    ...(CannedACL && { cannedAcl: CannedACL }),
    ...(CacheControl && { cacheControl: CacheControl }),
    ...(KMSEncryptionKeyARN && { kmsKeyArn: KMSEncryptionKeyARN }),
  };
}

/** `{datetime}` is `YYYY-MM-DD_HH-MM-SS` in UTC. */
function withTokens(key: string, now: { readonly at: number; newId(): string }): string {
  const datetime = new Date(now.at).toISOString().slice(0, 19).replace("T", "_").replaceAll(":", "-");
  return key.replaceAll("{datetime}", datetime).replaceAll("{uuid}", () => now.newId());
}
