import { hasSecretShape } from "../../../secret-values";
import { warning } from "../../issue";
import { checkActions, typeOf, type Rule } from "../../rule";

/** Names of things that are secret, as a word of their own: NPM_TOKEN and dbPassword, but not TokenizerName. */
const SECRET_NAME =
  /(^|[^a-z])(password|passwd|pwd|secret|token|api_?key|access_?key|private_?key|credentials?)([^a-z]|$)/i;
/** What stands for a secret without being one: a variable, a stored parameter, an ARN, a switch, what AWS has masked. */
const NOT_A_SECRET = /#\{|\{\{resolve:|^arn:|^\*+$|^\/|^(true|false)$/i;

interface NamedValue {
  readonly name: string;
  readonly value: string;
}

/**
 * Values that look like secrets in plain text: everyone who can read the pipeline can read them. Keys that the
 * action type itself marks as secret are masked by AWS and are no finding.
 */
export const plaintextSecrets: Rule = (pipeline, context) =>
  checkActions(pipeline, ({ actionTypeId, configuration = {}, environmentVariables = [], commands = [] }, path) => {
    const properties = typeOf(actionTypeId, context)?.configuration ?? [];
    const masked = new Set(properties.filter(({ secret }) => secret).map(({ name }) => name));
    const report = (name: string, ...place: (string | number)[]) => {
      const message = `${name} looks like a plaintext secret. Keep it in Secrets Manager and refer to it.`;
      return warning("plaintext-secret", [...path, ...place], message);
    };
    return [
      ...Object.entries(configuration).flatMap(([key, value]) => {
        if (masked.has(key)) return [];
        if (key !== "EnvironmentVariables")
          return isSecret({ name: key, value }) ? [report(key, "configuration", key)] : [];
        return plainVariables(value)
          .filter(isSecret)
          .map(({ name }) => report(name, "configuration", key));
      }),
      ...environmentVariables.flatMap((variable, index) =>
        variable.type !== "SECRETS_MANAGER" && isSecret(variable)
          ? [report(variable.name, "environmentVariables", index, "value")]
          : [],
      ),
      ...commands.flatMap((command, index) =>
        hasSecretShape(command) ? [report(`Command ${index + 1}`, "commands", index)] : [],
      ),
    ];
  });

/** Whether a value that anybody may read looks like a secret, by its name or by its shape. */
export function isSecret({ name, value }: NamedValue): boolean {
  if (value === "" || NOT_A_SECRET.test(value)) return false;
  const words = name.replaceAll(/([a-z\d])([A-Z])/g, "$1_$2");
  return hasSecretShape(value) || (SECRET_NAME.test(words) && !/arn|name|path|url/i.test(words));
}

/** The plain values of CodeBuild's EnvironmentVariables, a JSON array in a string. */
function plainVariables(json: string): readonly NamedValue[] {
  return parseList(json).flatMap((entry) => {
    if (typeof entry !== "object" || entry === null || !("name" in entry) || !("value" in entry)) return [];
    const { name, value } = entry;
    const isPlain = !("type" in entry) || entry.type === "PLAINTEXT" || entry.type === undefined;
    return isPlain && typeof name === "string" && typeof value === "string" ? [{ name, value }] : [];
  });
}

function parseList(json: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(json);
    return Array.isArray(value) ? value : [];
  } catch {
    // Not JSON: CodeBuild itself will refuse it, and there is nothing to look into.
    return [];
  }
}
