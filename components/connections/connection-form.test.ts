import { expect, test } from "vitest";
import { connectionInput } from "@/lib/contracts/connection";
import { issuesOf, NEW_CONNECTION, slugOf } from "./connection-form";

test("suggests an address that is valid for any name", () => {
  expect(slugOf("Production · eu-west-1")).toBe("production-eu-west-1");
  expect(slugOf(`${"a".repeat(62)} b`)).toBe("a".repeat(62));
  expect(slugOf("…")).toBe("");
});

test("names each member at fault once", () => {
  const parsed = connectionInput.safeParse({ ...NEW_CONNECTION, credentialSource: "assumed-role", region: "europe" });
  const issues = issuesOf(parsed.error);
  expect(Object.keys(issues).toSorted()).toEqual(["name", "region", "roleArn", "slug"]);
});

test("asks for what the chosen source of credentials needs", () => {
  const named = { ...NEW_CONNECTION, slug: "production", name: "Production" };
  const role = connectionInput.safeParse({ ...named, credentialSource: "assumed-role" });
  expect(Object.keys(issuesOf(role.error))).toEqual(["roleArn"]);
  const profile = connectionInput.safeParse({ ...named, credentialSource: "profile" });
  expect(Object.keys(issuesOf(profile.error))).toEqual(["profileName"]);
  expect(connectionInput.safeParse(named).success).toBe(true);
});
