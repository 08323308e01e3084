import { PenstockError } from "@/lib/errors";
import type { ConnectionAccess } from "./connection-access";
import { translateAwsError } from "./translate-aws-error";

interface Asked {
  readonly access: ConnectionAccess;
  readonly location: { readonly bucket: string; readonly key: string };
}

/**
 * Turns what S3 refused into what people read: which object, and what to do about it. What is no refusal of S3's own
 * is translated as for any other service. What to do about an object that is gone, whoever asked for it knows. An abort
 * stays what it is.
 */
export function translateS3Error(error: unknown, { access, location }: Asked): unknown {
  if (!(error instanceof Error) || error instanceof PenstockError || error.name === "AbortError") return error;
  const general = translateAwsError(error, access);
  const { code, message } = say(error, { access, location }) ?? general;
  return new PenstockError(code, message, { cause: error, details: general.details });
}

function say(error: Error, { access, location }: Asked): Pick<PenstockError, "code" | "message"> | null {
  const place = `s3://${location.bucket}/${location.key}`;
  switch (error.name) {
    case "NoSuchKey":
    case "NotFound":
    case "NoSuchVersion":
      return {
        code: "not_found",
        message: `The artifact is gone: ${place} was deleted, by hand or by a life-cycle rule of the bucket.`,
      };
    case "NoSuchBucket":
      return {
        code: "not_found",
        message: `The artifact is gone: there is no bucket ${location.bucket} any more.`,
      };
    case "PreconditionFailed":
      return { code: "conflict", message: `${place} was replaced while it was read. Open the artifact again.` };
    case "InvalidObjectState":
      return {
        code: "conflict",
        message: `${place} was moved to an archive class of S3. Restore it there, then open the artifact again.`,
      };
    case "AccessDenied":
    case "Forbidden":
      return { code: "upstream", message: sayDenied(error.message, { access, location }) };
    default:
      if (!error.name.startsWith("KMS.")) return null;
      return {
        code: "upstream",
        message: `The KMS key that ${place} is encrypted with cannot be used: ${error.message} Enable it, or ask who owns it.`,
      };
  }
}

/** S3 says the same for a key it may not use, an object it may not read, and one that may not be known to be missing. */
function sayDenied(said: string, { access, location: { bucket, key } }: Asked): string {
  const who = `the identity of connection ${access.name}`;
  if (/kms:/i.test(said)) {
    const keyArn = /arn:aws[a-z-]*:kms:[^\s"']+/.exec(said)?.[0];
    return `s3://${bucket}/${key} is encrypted, and ${who} may not use its key. Allow kms:Decrypt on ${keyArn ?? "the key of the artifact store"}, in IAM and in the key's own policy, then try again.`;
  }
  return `AWS does not let ${who} read s3://${bucket}/${key}. Allow s3:GetObject on arn:aws:s3:::${bucket}/*, and kms:Decrypt where the artifact store has a key of its own. Without s3:ListBucket a deleted artifact is refused in the same way.`;
}
