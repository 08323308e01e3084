import { describe, expect, it } from "vitest";
import { secretName } from "./secret-names";
import { findSecrets, maskSecretText } from "./secret-text";

/** Written in two, so that no scanner takes this file for a leak. */
const KEY = `${"AKIA"}ABCDEFGHIJKLMNOP`;
const SECRET_KEY = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const PEM = `-----BEGIN RSA ${"PRIVATE"} KEY-----`;

describe("a file looks as if it held secrets", () => {
  it.each([
    ".env",
    "app/.env.production",
    "home/.ssh/id_ed25519",
    "tls/server.KEY",
    "certs/client.p12",
    ".aws/credentials",
    "credentials.json",
    "deploy_accessKeys.csv",
    "root/.kube/config",
    "ci.kubeconfig",
    ".npmrc",
    ".pypirc",
    ".netrc",
    ".docker/config.json",
    "infra/terraform.tfstate",
  ])("by the name %s", (path) => expect(secretName(path)).not.toBeNull());

  it.each([
    ".env.example",
    "id_rsa.pub",
    "src/environment.ts",
    "src/keyboard.ts",
    "config.json",
    "docs/credentials.md",
    "package.json",
  ])("but not by the name %s", (path) => expect(secretName(path)).toBeNull());
});

describe("a text that holds secrets", () => {
  it.each([
    [`key = ${KEY}`, "an AWS access key", KEY],
    [`aws_secret_access_key = ${SECRET_KEY}`, "an AWS secret key", SECRET_KEY],
    [`AWS_SECRET_ACCESS_KEY="${SECRET_KEY}"`, "an AWS secret key", SECRET_KEY],
    [`//registry.example.com/:_authToken=${"0a1b2c3d".repeat(3)}`, "the token of a package registry", "0a1b2c3d"],
    [`    client-key-data: ${"QUJD".repeat(20)}`, "the key of a Kubernetes user", "QUJDQUJD"],
    ["DATABASE_URL=postgres://shop:hunter22@db/shop", "a password in a URL", "hunter22"],
    [`  "auth": "${"c2hvcDpodW50ZXI="}"`, "the sign-in to a container registry", "c2hvcDpodW50"],
    [`AccountName=shop;AccountKey=${"QUJD".repeat(20)}==`, "the key of an Azure storage account", "QUJDQUJD"],
    [
      `    token: ${"eyJ"}hbGciOiJSUzI1NiJ9.eyJzdWIiOiJzaG9wIn0.c2lnbmF0dXJlLW9m`,
      "a signed token (JWT)",
      "c2lnbmF0dXJl",
    ],
    [`token: ${"ghp_"}${"a1".repeat(18)}`, "a GitHub token", "a1a1a1"],
  ])("tells the line and what it is, and masks it: %#", (line, what, secret) => {
    const text = `first\n${line}\nlast`;
    expect(findSecrets(text)).toEqual([{ line: 2, what }]);
    const masked = maskSecretText(text);
    expect(masked).not.toContain(secret);
    expect(masked.split("\n")).toHaveLength(3);
    expect(findSecrets(masked)).toEqual([]);
  });

  it("masks a private key as a whole, line by line, wherever it ends", () => {
    const body = ["MIIEowIBAAKCAQEA", "q7Zx"];
    const ended = ["before", PEM, ...body, `-----END RSA ${"PRIVATE"} KEY-----`, "after"].join("\n");
    for (const line of body) expect(maskSecretText(ended)).not.toContain(line);
    expect(maskSecretText(ended)).toMatch(/^before\n[^]*\nafter$/);
    expect(maskSecretText([PEM, ...body].join("\n"))).not.toContain("MIIE");
    expect(maskSecretText(`{"key": "${PEM}\\nMIIE\\n-----END RSA ${"PRIVATE"} KEY-----"}`)).not.toContain("MIIE");
  });

  it("masks what is far behind in a line", () => {
    const line = `${"x".repeat(400_000)} ${KEY} ${"y".repeat(100_000)}`;
    expect(maskSecretText(line)).not.toContain(KEY);
  });

  it("leaves alone what only refers to one", () => {
    const text = [
      "_authToken=${NPM_TOKEN}",
      "https://user:${PASSWORD}@host/",
      "AKIA",
      "see https://example.com:8080/a@b",
    ].join("\n");
    expect(findSecrets(text)).toEqual([]);
    expect(maskSecretText(text)).toBe(text);
  });
});
