import { expect, test } from "vitest";
import { PenstockError } from "@/lib/errors";
import type { ConnectionAccess } from "./connection-access";
import { translateAwsError } from "./translate-aws-error";

const aws: ConnectionAccess = {
  name: "Production",
  region: "eu-west-1",
  credentialSource: "assumed-role",
  profileName: null,
  roleArn: "arn:aws:iam::123456789012:role/penstock",
  externalId: null,
  endpointUrl: null,
};
const local: ConnectionAccess = { ...aws, name: "Local engine", credentialSource: "local-engine", roleArn: null };

function failure(name: string, message = "Something.", members: object = {}): Error {
  return Object.assign(new Error(message), { name, ...members });
}

test.each([
  ["PipelineNotFoundException", "not_found"],
  ["InvalidStructureException", "invalid_input"],
  ["InvalidApprovalTokenException", "conflict"],
  ["ThrottlingException", "throttled"],
  ["AccessDeniedException", "upstream"],
  ["ExpiredTokenException", "upstream"],
  ["CredentialsProviderError", "upstream"],
  ["SomethingNewException", "upstream"],
])("%s becomes %s, with the service's own name and request id behind it", (name, code) => {
  const error = translateAwsError(failure(name, "Said the service", { $metadata: { requestId: "r-1" } }), aws);
  expect(error).toMatchObject({ code, details: { awsError: name, requestId: "r-1" } });
  expect(error.message).not.toMatch(/\.\./);
});

test("an engine that is down keeps the draft and says what to do", () => {
  const error = translateAwsError(failure("Error", "connect", { code: "ECONNREFUSED" }), local);
  expect(error.code).toBe("upstream");
  expect(error.message).toContain("The local engine does not answer");
  expect(error.message).toContain("your draft is kept");
});

test("an address that is tried in both families and refused is told once", () => {
  const refused = failure("Error", "connect", { code: "ECONNREFUSED" });
  const error = translateAwsError(new AggregateError([refused, refused]), {
    ...aws,
    endpointUrl: "http://localhost:1/",
  });
  expect(error.details.awsError).toBe("ECONNREFUSED");
  expect(error.message).toContain("http://localhost:1/ does not answer");
});

test("what is translated already stays itself", () => {
  const known = new PenstockError("conflict", "Known.");
  expect(translateAwsError(known, aws)).toBe(known);
});
