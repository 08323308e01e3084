import { expect, it } from "vitest";
import { PenstockError } from "@/lib/errors";
import type { ConnectionAccess } from "./connection-access";
import { translateS3Error } from "./translate-s3-error";

const access: ConnectionAccess = {
  name: "Production",
  region: "eu-west-1",
  credentialSource: "assumed-role",
  profileName: null,
  roleArn: "arn:aws:iam::123456789012:role/penstock",
  externalId: null,
  endpointUrl: null,
};
const location = { bucket: "shop-artifacts", key: "shop/BuildOut/0a1b" };
const KEY_ARN = "arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d";

function failure(name: string, message = "Something."): Error {
  return Object.assign(new Error(message), { name, $metadata: { requestId: "r-1" } });
}

it.each([
  [
    "NoSuchKey",
    "Something.",
    "not_found",
    /s3:\/\/shop-artifacts\/shop\/BuildOut\/0a1b was deleted, by hand or by a life-cycle/,
  ],
  ["NoSuchBucket", "Something.", "not_found", /there is no bucket shop-artifacts any more/],
  ["PreconditionFailed", "Something.", "conflict", /was replaced while it was read/],
  ["InvalidObjectState", "Something.", "conflict", /Restore it there/],
  ["AccessDenied", "Access Denied", "upstream", /Allow s3:GetObject on arn:aws:s3:::shop-artifacts\/\*/],
  [
    "AccessDenied",
    `not authorized to perform: kms:Decrypt on resource: ${KEY_ARN} because no policy`,
    "upstream",
    new RegExp(`Allow kms:Decrypt on ${KEY_ARN}, in IAM`),
  ],
  [
    "AccessDenied",
    "not authorized to perform: kms:Decrypt on the resource",
    "upstream",
    /Allow kms:Decrypt on the key of the artifact store/,
  ],
  ["KMS.DisabledException", "key/0a1b is disabled.", "upstream", /cannot be used: key\/0a1b is disabled\. Enable it/],
  [
    "InvalidAccessKeyId",
    "The key does not exist",
    "upstream",
    /does not accept the credentials of connection Production/,
  ],
  ["SlowDown", "Please reduce your request rate.", "throttled", /Try again in a moment/],
])("says of %s what happened and what to do: %#", (name, message, code, expected) => {
  const translated = translateS3Error(failure(name, message), { access, location });
  expect(translated).toMatchObject({ code, message: expect.stringMatching(expected), details: { requestId: "r-1" } });
});

it("leaves alone what is translated already, and what its asker gave up", () => {
  const known = new PenstockError("conflict", "Known.");
  const aborted = failure("AbortError");
  expect(translateS3Error(known, { access, location })).toBe(known);
  expect(translateS3Error(aborted, { access, location })).toBe(aborted);
});
