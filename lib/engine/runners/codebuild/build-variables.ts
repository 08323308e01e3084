import { z } from "zod";
import { ActionFailure } from "../action-failure";
import type { Buildspec } from "./buildspec";
import type { SecretSource } from "./secrets";

/** Environment variables of a build and, of their values, those that no log may show. */
export interface BuildVariables {
  readonly values: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
  /** What the build's log should say about them. */
  readonly notes: readonly string[];
}

/** Names that begin so are CodeBuild's own. */
const RESERVED_PREFIX = "CODEBUILD_";

export interface VariableDeclaration {
  readonly name: string;
  readonly value: string;
  readonly type?: string | undefined;
}

const variableList = z.array(z.object({ name: z.string(), value: z.string(), type: z.string().optional() }));

/** Reads the action's EnvironmentVariables, a JSON array as text. */
export function parseVariableList(text: string | undefined): readonly VariableDeclaration[] {
  if (text === undefined || text.trim() === "") return [];
  const parsed = variableList.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  throw new ActionFailure(
    "ConfigurationError",
    'EnvironmentVariables must be a JSON array like [{"name":"STAGE","value":"test","type":"PLAINTEXT"}].',
  );
}

/** The variables that a buildspec declares. */
export function variablesOfBuildspec(spec: Buildspec): readonly VariableDeclaration[] {
  const declared = (type: string, values: Readonly<Record<string, string>> | undefined): VariableDeclaration[] =>
    Object.entries(values ?? {}).map(([name, value]) => ({ name, value, type }));
  return [
    // What version 0.1 has in the place of env.variables.
    ...declared("PLAINTEXT", spec.version === "0.1" ? spec.environment_variables?.plaintext : {}),
    ...declared("PLAINTEXT", spec.env?.variables),
    ...declared("PARAMETER_STORE", spec.env?.["parameter-store"]),
    ...declared("SECRETS_MANAGER", spec.env?.["secrets-manager"]),
  ];
}

/** Of those of one name the last, which is the one that counts. */
export function lastOfEachName(declarations: readonly VariableDeclaration[]): readonly VariableDeclaration[] {
  return [...new Map(declarations.map((declaration) => [declaration.name, declaration])).values()];
}

/** Looks up each variable; a later one of the same name wins, and what it hides is never looked up. */
export async function resolveVariables(
  declarations: readonly VariableDeclaration[],
  secretSource: SecretSource,
): Promise<BuildVariables> {
  const values: Record<string, string> = {};
  const secrets: string[] = [];
  const notes: string[] = [];
  for (const { name, value, type = "PLAINTEXT" } of lastOfEachName(declarations)) {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
      throw new ActionFailure(
        "ConfigurationError",
        `${JSON.stringify(name)} cannot be the name of an environment variable.`,
      );
    }
    if (name.startsWith(RESERVED_PREFIX)) {
      notes.push(`The environment variable ${name} is left out: names that begin with ${RESERVED_PREFIX} are reserved`);
      continue;
    }
    const resolved = await resolveValue(type, value, secretSource);
    if (resolved.includes("\0")) {
      throw new ActionFailure("ConfigurationError", `The environment variable ${name} holds a NUL character.`);
    }
    values[name] = resolved;
    if (type !== "PLAINTEXT") secrets.push(resolved);
  }
  return { values, secrets, notes };
}

async function resolveValue(type: string, value: string, secrets: SecretSource): Promise<string> {
  switch (type) {
    case "PLAINTEXT":
      return value;
    case "PARAMETER_STORE":
      return secrets.parameter(value);
    case "SECRETS_MANAGER":
      return secrets.secret(value);
    default:
      throw new ActionFailure(
        "ConfigurationError",
        `${JSON.stringify(type)} is not a type of environment variable: use PLAINTEXT, PARAMETER_STORE or SECRETS_MANAGER.`,
      );
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
