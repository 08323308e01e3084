import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "@/lib/clock";
import { createSessions, sessionPrincipalArn, type Sessions } from "../../session-credentials";
import { KEYS, protocolOptions } from "../../testing/protocol-options";
import { createRequestHandler, type RequestHandler } from "../handle-request";
import { inProcess } from "../in-process";
import { stsService } from "./sts-service";

const CALLER = { accountId: "000000000001", region: "us-east-1", principalArn: "arn:aws:iam::000000000001:user/me" };
const ROLE = { RoleArn: "arn:aws:iam::000000000001:role/ops/deploy", RoleSessionName: "me" };

let sessions: Sessions;
let handle: RequestHandler;
beforeEach(() => {
  sessions = createSessions({ key: "session-key", clock: systemClock, ids: { next: () => "1" } });
  handle = createRequestHandler(
    protocolOptions({
      queryServices: [stsService(sessions)],
      findCredential(id, token) {
        if (id === KEYS.accessKeyId) return { secretAccessKey: KEYS.secretAccessKey, caller: CALLER };
        const session = token === undefined ? undefined : sessions.find(id, token);
        if (!session) return undefined;
        const principalArn = sessionPrincipalArn(session.scope, CALLER.accountId);
        return { ...session, caller: { ...CALLER, principalArn, scope: session.scope } };
      },
    }),
  );
});

function client(credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string } = KEYS) {
  const endpoint = "http://127.0.0.1:4510";
  return new STSClient({
    region: "us-east-1",
    endpoint,
    credentials,
    requestHandler: inProcess(handle),
    maxAttempts: 1,
  });
}

it("tells whose keys signed", async () => {
  expect(await client().send(new GetCallerIdentityCommand({}))).toMatchObject({
    Account: CALLER.accountId,
    Arn: CALLER.principalArn,
    UserId: KEYS.accessKeyId,
  });
});

it("refuses other keys with the query protocol's name", async () => {
  const refused = client({ accessKeyId: "AKIAOTHER", secretAccessKey: "x" }).send(new GetCallerIdentityCommand({}));
  await expect(refused).rejects.toMatchObject({ name: "InvalidClientTokenId", $metadata: { httpStatusCode: 403 } });
});

describe("a role of the account", () => {
  it("can be assumed, and its keys say who acts with them", async () => {
    const before = Math.floor(Date.now() / 1_000) * 1_000;
    const answer = await client().send(new AssumeRoleCommand(ROLE));
    const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "", Expiration } = answer.Credentials ?? {};
    expect(AccessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
    expect(Number(Expiration) - before).toBeGreaterThanOrEqual(3_600_000);
    const keys = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
    expect(await client(keys).send(new GetCallerIdentityCommand({}))).toMatchObject({
      Account: CALLER.accountId,
      Arn: "arn:aws:sts::000000000001:assumed-role/deploy/me",
      UserId: answer.AssumedRoleUser?.AssumedRoleId,
    });
  });

  it("is assumed for as long as the caller asks", async () => {
    const before = Math.floor(Date.now() / 1_000) * 1_000;
    const { Credentials } = await client().send(new AssumeRoleCommand({ ...ROLE, DurationSeconds: 43_200 }));
    expect(Number(Credentials?.Expiration) - before).toBeGreaterThanOrEqual(43_200_000);
  });
});

it.each([
  ["a role of another account", { RoleArn: "arn:aws:iam::123456789012:role/deploy" }, "AccessDenied", 403],
  ["what is no role", { RoleArn: "arn:aws:iam::000000000001:user/deploy" }, "ValidationError", 400],
  ["too short a time", { DurationSeconds: 60 }, "ValidationError", 400],
  ["no name for the session", { RoleSessionName: "" }, "ValidationError", 400],
])("refuses %s", async (_what, input, name, httpStatusCode) => {
  const refused = client().send(new AssumeRoleCommand({ ...ROLE, ...input }));
  await expect(refused).rejects.toMatchObject({ name, $metadata: { httpStatusCode } });
});

it.each([{ kind: "function", functionName: "notify" } as const, { kind: "artifacts", reads: [], writes: [] } as const])(
  "gives no role to keys that are good for less",
  async (scope) => {
    const refused = client(sessions.issue(scope)).send(new AssumeRoleCommand(ROLE));
    await expect(refused).rejects.toMatchObject({ name: "AccessDenied" });
  },
);

it.each([
  ["an action it does not have", "Action=GetFederationToken&Version=2011-06-15"],
  ["a service it does not have", "Action=ListUsers&Version=2010-05-08"],
])("refuses %s", async (_what, body) => {
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const answer = await handle(new Request("http://127.0.0.1:4510/", { method: "POST", headers, body }));
  // Nothing is said about a service that is there before the signature is seen.
  const code = body.includes("2011") ? "MissingAuthenticationToken" : "InvalidAction";
  expect(await answer.text()).toContain(`<Code>${code}</Code>`);
});
