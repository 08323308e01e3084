/**
 * What `cdk bootstrap` would have left in the account. Nothing has to be bootstrapped here: a bucket is made by its first
 * object, and every role may be assumed.
 */

/** Newer than any version that CDK asks for. A stack that makes the parameter itself says another. */
const VERSION = "30";

/** @returns null for the name of any other parameter */
export function bootstrapVersion(parameterName: string): string | null {
  return /^\/cdk-bootstrap\/[a-z0-9]{1,10}\/version$/.test(parameterName) ? VERSION : null;
}

/** The bucket that CDK puts templates and other files in. CDK uploads nothing to one that is not there yet. */
export function isBootstrapBucket(bucket: string): boolean {
  return /^cdk-[a-z0-9]{1,10}-assets-\d{12}-[a-z0-9-]{1,20}$/.test(bucket);
}
