import { createHmac, timingSafeEqual } from "node:crypto";
import { AwsServiceError } from "../../aws-service-error";
import type { ArtifactLocation } from "../../artifacts/artifact-store";
import type { Caller } from "../caller";
import type { VerifyOptions } from "../verify-signature";
import { S3Error } from "./s3-error";

/** Parameters of a query that are part of what is signed: those that make another call of it. */
const SIGNED_PARAMETERS =
  /^(?:delete|location|partNumber|uploadId|uploads|versionId|versioning|versions|response-[a-z-]+)$/;
const OWN_PARAMETERS = ["AWSAccessKeyId", "Signature", "Expires", "x-amz-security-token"];

export function isQueryV2(query: URLSearchParams): boolean {
  return query.has("AWSAccessKeyId") && query.has("Signature");
}

/**
 * Checks a request that is presigned by signature version 2, as boto3 still presigns for us-east-1, and says who signed
 * it. What belongs to the signature goes from the query.
 * @throws AwsServiceError, S3Error
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/RESTAuthentication.html#RESTAuthenticationQueryStringAuth
 */
export function verifyQueryV2(
  { method, headers }: Request,
  url: URL,
  options: Pick<VerifyOptions, "findCredential" | "nowAt"> & { readonly location: ArtifactLocation },
): Caller {
  const { searchParams: query } = url;
  const expires = query.get("Expires") ?? "";
  if (!/^\d{1,12}$/.test(expires)) throw new S3Error("AccessDenied", "Query-string authentication requires Expires");
  const sessionToken = query.get("x-amz-security-token") ?? undefined;
  const credential = options.findCredential(query.get("AWSAccessKeyId") ?? "", sessionToken);
  if (!credential || credential.sessionToken !== sessionToken) {
    throw new AwsServiceError("UnrecognizedClientException", "The security token included in the request is invalid.");
  }
  const [md5, type] = [headers.get("content-md5") ?? "", headers.get("content-type") ?? ""];
  const given = Buffer.from(query.get("Signature") ?? "", "base64");
  const isSigned = resourcesOf(url, options.location).some((resource) => {
    const toSign = [method, md5, type, expires, ...amzHeaders(headers, query), resource].join("\n");
    const expected = createHmac("sha1", credential.secretAccessKey).update(toSign).digest();
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  if (!isSigned) {
    throw new S3Error(
      "SignatureDoesNotMatch",
      "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
    );
  }
  if (Number(expires) * 1000 < options.nowAt) throw new S3Error("AccessDenied", "Request has expired");
  for (const name of OWN_PARAMETERS) query.delete(name);
  return credential.caller;
}

/** A session token stands in the query and is signed as the header it would be. */
function amzHeaders(headers: Headers, query: URLSearchParams): string[] {
  const all = new Map([...headers].filter(([name]) => name.startsWith("x-amz-")));
  const token = query.get("x-amz-security-token");
  if (token !== null) all.set("x-amz-security-token", token);
  return [...all].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => `${name}:${value}`);
}

/**
 * The path with the bucket in front, as it was sent, and what of the query changes the meaning of the request. Of a
 * bucket itself clients sign it with a slash behind, as boto3 does, or without.
 */
function resourcesOf(url: URL, { bucket, key }: ArtifactLocation): readonly string[] {
  const isPathStyle =
    decodeURIComponent(url.pathname.split("/")[1] ?? "") === bucket && !url.hostname.startsWith(`${bucket}.`);
  const path = isPathStyle ? url.pathname : `/${bucket}${url.pathname}`;
  const signed = [...url.searchParams]
    .filter(([name]) => SIGNED_PARAMETERS.test(name))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => (value === "" ? name : `${name}=${value}`));
  const query = signed.length > 0 ? `?${signed.join("&")}` : "";
  const isBare = key === "" && !path.endsWith("/");
  return [`${path}${query}`, ...(isBare ? [`${path}/${query}`] : [])];
}
