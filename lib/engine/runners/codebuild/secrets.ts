import { readFile } from "node:fs/promises";
import { z } from "zod";
import { entryOf } from "@/lib/pipeline/entry-of";
import { isMissing } from "../../is-missing";
import { textOf } from "../../text-of";
import { ActionFailure } from "../action-failure";

/** A variable that cannot be looked up. Within a build it ends DOWNLOAD_SOURCE, with CodeBuild's own status code. */
export class SecretError extends ActionFailure {
  readonly statusCode: "Decrypted Variables Error" | "Secrets Manager Error";

  constructor(statusCode: SecretError["statusCode"], message: string, options?: ErrorOptions) {
    super("ConfigurationError", message, options);
    this.statusCode = statusCode;
  }
}

/** Stands for Parameter Store and Secrets Manager on this machine. */
export interface SecretSource {
  /** @throws SecretError that says where to write it when there is none */
  parameter(name: string): Promise<string>;
  /** @param reference `secret-id:json-key:version-stage:version-id`, the last three optional */
  secret(reference: string): Promise<string>;
}

const secretsFile = z.object({
  "parameter-store": z.record(z.string(), z.string()).default({}),
  "secrets-manager": z.record(z.string(), z.union([z.string(), z.record(z.string(), z.unknown())])).default({}),
});

/** Reads the values from one JSON file, afresh each time: `{"parameter-store": {…}, "secrets-manager": {…}}`. */
export function createFileSecrets(file: string): SecretSource {
  return {
    async parameter(name) {
      const value = entryOf((await readSecrets(file))["parameter-store"], name);
      if (value !== undefined) return value;
      throw missing(`parameter does not exist: ${name}`, "parameter-store", name, file);
    },
    async secret(reference) {
      const { id, jsonKey, versionStage, versionId } = parseReference(reference);
      if (versionStage && versionId) {
        throw new SecretError(
          "Secrets Manager Error",
          `Secret ${id}: version-stage and version-id exclude each other. Give one of them.`,
        );
      }
      if (versionId || (versionStage && versionStage !== "AWSCURRENT")) {
        throw new SecretError(
          "Secrets Manager Error",
          `Secret ${id}: only version stage AWSCURRENT is kept locally, without a version-id.`,
        );
      }
      const secrets = (await readSecrets(file))["secrets-manager"];
      const value = entryOf(secrets, id) ?? entryOf(secrets, nameOf(id));
      if (value === undefined)
        throw missing(`Secrets Manager can't find the specified secret: ${id}`, "secrets-manager", nameOf(id), file);
      return jsonKey ? memberOf(value, id, jsonKey) : textOf(value);
    },
  };
}

async function readSecrets(file: string): Promise<z.infer<typeof secretsFile>> {
  try {
    return secretsFile.parse(JSON.parse(await readFile(file, "utf8")));
  } catch (error) {
    if (isMissing(error)) return secretsFile.parse({});
    // Neither the parser's text nor zod's goes into the message: both may quote a secret.
    throw new SecretError("Decrypted Variables Error", `${file} is not the JSON that secrets are read from.`, {
      cause: error,
    });
  }
}

function missing(
  what: string,
  section: "parameter-store" | "secrets-manager",
  name: string,
  file: string,
): SecretError {
  const statusCode = section === "parameter-store" ? "Decrypted Variables Error" : "Secrets Manager Error";
  const where = `Add it to ${file}: {"${section}": {${JSON.stringify(name)}: "…"}}.`;
  return new SecretError(statusCode, `${what}. ${where}`);
}

function parseReference(reference: string) {
  const parts = reference.split(":");
  const idLength = reference.startsWith("arn:") ? 7 : 1;
  const [jsonKey = "", versionStage = "", versionId = ""] = parts.slice(idLength);
  return { id: parts.slice(0, idLength).join(":"), jsonKey, versionStage, versionId };
}

/** The name within an ARN, without the six characters that Secrets Manager appends. */
function nameOf(id: string): string {
  return id.startsWith("arn:") ? (id.split(":")[6] ?? "").replace(/-[A-Za-z0-9]{6}$/, "") : id;
}

function memberOf(value: string | Record<string, unknown>, id: string, jsonKey: string): string {
  const members = typeof value === "string" ? parseMembers(value) : value;
  const member = entryOf(members ?? {}, jsonKey);
  if (member === undefined) throw new SecretError("Secrets Manager Error", `Secret ${id} has no key ${jsonKey}.`);
  return textOf(member);
}

function parseMembers(text: string): Record<string, unknown> | null {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch {
    return null;
  }
}
