import { expect, it } from "vitest";
import { FakeClock } from "@/lib/clock";
import { idsFrom } from "./ids";
import { createSessions, sessionPrincipalArn } from "./session-credentials";

const ids = idsFrom("0a1b2c3d-4e5f-4607-9182-a3b4c5d6e7f8");
const scope = { kind: "artifacts", reads: [{ bucket: "b", key: "in" }], writes: [] } as const;

it("knows its keys and what they are good for, also after a restart", () => {
  const clock = new FakeClock();
  const { accessKeyId, secretAccessKey, sessionToken } = createSessions({ key: "a", clock, ids }).issue(scope);
  expect(accessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
  const restarted = createSessions({ key: "a", clock, ids });
  expect(restarted.find(accessKeyId, sessionToken)).toEqual({ accessKeyId, secretAccessKey, sessionToken, scope });
});

it("knows no keys of another engine, no altered token, and no token with other keys", () => {
  const clock = new FakeClock();
  const sessions = createSessions({ key: "a", clock, ids });
  const [first, second] = [sessions.issue(scope), sessions.issue(scope)];
  expect(createSessions({ key: "b", clock, ids }).find(first.accessKeyId, first.sessionToken)).toBeUndefined();
  expect(sessions.find(first.accessKeyId, second.sessionToken)).toBeUndefined();
  const [, seal] = first.sessionToken.split(".");
  const wider = Buffer.from(JSON.stringify({ id: "x", expiresAt: Infinity, scope })).toString("base64url");
  expect(sessions.find(first.accessKeyId, `${wider}.${seal}`)).toBeUndefined();
  for (const token of ["", ".", "x.y"]) expect(sessions.find(first.accessKeyId, token)).toBeUndefined();
});

it("lets keys expire after an hour", () => {
  const clock = new FakeClock();
  const sessions = createSessions({ key: "a", clock, ids });
  const { accessKeyId, sessionToken } = sessions.issue(scope);
  clock.advance(3_599_999);
  expect(sessions.find(accessKeyId, sessionToken)).toBeDefined();
  clock.advance(1);
  expect(() => sessions.find(accessKeyId, sessionToken)).toThrow("expired");
});

it("names who acts with them as a role that was assumed", () => {
  const of = { kind: "function", functionName: "notify" } as const;
  expect(sessionPrincipalArn(of, "000000000001")).toBe("arn:aws:sts::000000000001:assumed-role/function/notify");
  expect(sessionPrincipalArn(scope, "000000000001")).toContain("assumed-role/job-worker/");
});
