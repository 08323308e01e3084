import type { ArtifactLocation } from "../artifacts/artifact-store";
import { invalid, noTemplate } from "./stack-input";

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const MOST_BODY_BYTES = 51_200;
export const MOST_TEMPLATE_BYTES = 1024 ** 2;

/**
 * Reads an object of a local bucket as text. Null: there is none.
 * @throws AwsServiceError `ValidationException` for one that is larger than a template
 */
export type ReadObject = (location: ArtifactLocation) => Promise<string | null>;

/**
 * The text of a template that a call brings along or names.
 * @returns null when it does neither
 * @throws AwsServiceError `ValidationException`
 */
export async function templateSource(
  { TemplateBody, TemplateURL }: { readonly TemplateBody?: string; readonly TemplateURL?: string },
  readObject: ReadObject,
): Promise<string | null> {
  if (TemplateBody !== undefined && TemplateURL !== undefined) {
    throw noTemplate();
  }
  if (TemplateBody !== undefined && Buffer.byteLength(TemplateBody) > MOST_BODY_BYTES) {
    throw invalid(
      `1 validation error detected: Value at 'templateBody' failed to satisfy constraint: Member must have length less than or equal to ${MOST_BODY_BYTES}`,
    );
  }
  if (TemplateURL === undefined) return TemplateBody ?? null;
  const location = locationOf(TemplateURL);
  if (!location) throw invalid("TemplateURL must be a supported URL.");
  const text = await readObject(location);
  if (text === null) throw invalid(`S3 error: The specified key does not exist. (${location.bucket}/${location.key})`);
  return text;
}

/**
 * The object that the URL of a template names, whichever of S3's hosts it has: nothing is ever fetched from another
 * machine.
 */
function locationOf(text: string): ArtifactLocation | null {
  if (!URL.canParse(text)) return null;
  const { protocol, hostname, pathname } = new URL(text);
  const isLocal = hostname === "localhost" || hostname === "127.0.0.1" || hostname.endsWith(".localhost");
  if (protocol !== "https:" && !(protocol === "http:" && isLocal) && protocol !== "s3:") return null;
  const path = decode(pathname.slice(1));
  if (protocol === "s3:") return path === "" ? null : { bucket: hostname, key: path };
  const bucket = /^(.+)\.(?:s3(?:[.-][a-z0-9-]+)*\.amazonaws\.com|localhost)$/.exec(hostname)?.[1];
  const isS3 = isLocal || /^s3(?:[.-][a-z0-9-]+)*\.amazonaws\.com$/.test(hostname);
  if (bucket !== undefined && !bucket.startsWith("s3.") && bucket !== "s3")
    return path === "" ? null : { bucket, key: path };
  const slash = path.indexOf("/");
  return isS3 && slash > 0 ? { bucket: path.slice(0, slash), key: path.slice(slash + 1) } : null;
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
