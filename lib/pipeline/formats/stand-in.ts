import * as limits from "../limits";
import { NAME, ROLE_ARN } from "../validation/shape";
import type { IssuePath } from "../validation/issue";
import type { Expression } from "./metadata";

/** What the account part of a role's ARN is while nobody knows the role. */
const ROLE_PREFIX = "arn:aws:iam::000000000000:role/";

/** Members that AWS takes any characters for, with their greatest lengths. */
const FREE_MEMBERS: Readonly<Record<string, number>> = {
  value: limits.MAX_ENVIRONMENT_VARIABLE_VALUE_LENGTH,
  defaultValue: limits.MAX_PIPELINE_VARIABLE_VALUE_LENGTH,
  description: limits.MAX_PIPELINE_VARIABLE_DESCRIPTION_LENGTH,
  id: limits.MAX_ENCRYPTION_KEY_ID_LENGTH,
};
/** The same for the items of lists. */
const FREE_LISTS: Readonly<Record<string, number>> = {
  commands: limits.MAX_COMMAND_LENGTH,
  includes: limits.MAX_TRIGGER_PATTERN_LENGTH,
  excludes: limits.MAX_TRIGGER_PATTERN_LENGTH,
  files: limits.MAX_OUTPUT_FILE_LENGTH,
  outputVariables: limits.MAX_OUTPUT_VARIABLE_LENGTH,
};
const WORD_LENGTHS: Readonly<Record<string, number>> = {
  location: limits.MAX_BUCKET_NAME_LENGTH,
  region: limits.MAX_REGION_LENGTH,
  provider: limits.MAX_PROVIDER_LENGTH,
  version: limits.MAX_TYPE_VERSION_LENGTH,
};
/** Members that have one legal value, which then is the only one an expression can come to. */
const ONLY_VALUES: readonly { readonly end: readonly string[]; readonly value: string }[] = [
  { end: ["encryptionKey", "type"], value: "KMS" },
  { end: ["artifactStore", "type"], value: "S3" },
  { end: ["ruleTypeId", "category"], value: "Rule" },
  { end: ["ruleTypeId", "owner"], value: "AWS" },
  { end: ["providerType"], value: "CodeStarSourceConnection" },
];

/**
 * A readable text that AWS could hold in place of an expression. Where any text is allowed it is the expression itself;
 * elsewhere it is made of the characters that are: `!Ref ArtifactBucket` is `Ref-ArtifactBucket` as a bucket.
 */
export function standInFor(expression: Expression, path: IssuePath): string {
  const last = path.at(-1);
  const list = path.at(-2);
  const only = ONLY_VALUES.find(({ end }) => end.every((name, index) => path.at(index - end.length) === name));
  if (only) return only.value;
  if (last === "RoleArn" || last === "roleArn") {
    return cut(ROLE_PREFIX + expression.text.replaceAll(/\s+/g, " "), ROLE_ARN.max);
  }
  if (path.includes("configuration")) return cut(expression.text, limits.MAX_CONFIGURATION_VALUE_LENGTH);
  if (typeof last === "number" && typeof list === "string") return cut(expression.text, FREE_LISTS[list] ?? NAME.max);
  const free = typeof last === "string" ? FREE_MEMBERS[last] : undefined;
  if (free !== undefined) return cut(expression.text, free);
  const length = (typeof last === "string" ? WORD_LENGTHS[last] : undefined) ?? NAME.max;
  const separator = path.includes("environmentVariables") ? "_" : "-";
  return cut(word(expression.text, separator), length, separator);
}

/** The expression inside a role's stand-in; the text itself anywhere else. */
export function textOfStandIn(standIn: string): string {
  return standIn.startsWith(ROLE_PREFIX) ? standIn.slice(ROLE_PREFIX.length) : standIn;
}

/** `!Sub "${AWS::StackName}-api"` → `Sub-AWS-StackName-api`. */
function word(text: string, separator: string): string {
  const words = text.match(/[A-Za-z0-9]+/g) ?? ["expression"];
  return words.join(separator);
}

/** What is too long ends in a mark of the whole, so that two long expressions stay two. */
function cut(text: string, length: number, separator = "-"): string {
  if (text.length <= length) return text;
  const mark = `${separator}${hash(text)}`.slice(0, length);
  return `${text.slice(0, length - mark.length)}${mark}`;
}

/** FNV-1a, 32 bits: the same text always gives the same mark. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return (value >>> 0).toString(36);
}
