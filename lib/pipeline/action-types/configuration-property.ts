/** When a key matters that otherwise does not: it has to be there, or it has any effect at all. */
export type KeyCondition =
  /** `key` has one of these values; its default counts as its value. */
  | { readonly kind: "value"; readonly key: string; readonly values: readonly string[] }
  | { readonly kind: "present"; readonly key: string }
  | { readonly kind: "absent"; readonly keys: readonly string[] }
  | { readonly kind: "inputCount"; readonly min: number; readonly max: number };

/**
 * One key of an action's or a rule's configuration. All values are strings on the wire; `type` says what the string
 * has to look like.
 */
export interface ConfigurationProperty {
  readonly name: string;
  /** The name in words: `S3ObjectKey` is "S3 object key". */
  readonly label: string;
  readonly description: string;
  readonly type: "String" | "Number" | "Boolean";
  readonly required: boolean;
  readonly requiredWhen?: KeyCondition;
  /** The service saves a pipeline that lacks the key where it is required; it is the action that fails. */
  readonly isMissedAtRunTime?: true;
  /** The key has an effect only then; absent for one that always has. Forms leave it out otherwise. */
  readonly usedWhen?: KeyCondition;
  /** GetPipeline returns it masked, and forms never show it. */
  readonly secret: boolean;
  readonly allowedValues?: readonly string[];
  /** What the service assumes when the key is left out. */
  readonly default?: string;
  readonly multiline?: true;
  /** The value is the name of one of the action's input artifacts. */
  readonly namesInputArtifact?: true;
  /** The value is a file in an input artifact, written `Artifact::path`. */
  readonly isArtifactPath?: true;
  /** Values to offer while typing; others are as good. */
  readonly suggestions?: readonly string[];
}

/** Keys that stand for each other: either all of one way, or all of another. */
export interface KeyAlternative {
  /** The way in a word or two, for a switch between them: "Deploy spec". */
  readonly label: string;
  readonly keys: readonly string[];
}

type Details = Partial<Omit<ConfigurationProperty, "name" | "label" | "description" | "required">>;

/** A key that must be there. */
export function required(name: string, description: string, details: Details = {}): ConfigurationProperty {
  return property(name, description, { ...details, required: true });
}

/** A key that may be left out. */
export function optional(name: string, description: string, details: Details = {}): ConfigurationProperty {
  return property(name, description, { ...details, required: false });
}

/** A switch, sent as the string `true` or `false`. */
export function flag(name: string, description: string, defaultValue: "true" | "false"): ConfigurationProperty {
  return optional(name, description, { type: "Boolean", allowedValues: ["true", "false"], default: defaultValue });
}

function property(
  name: string,
  description: string,
  details: Details & { readonly required: boolean },
): ConfigurationProperty {
  return { name, label: labelOf(name), description, type: "String", secret: false, ...details };
}

const ACRONYMS: Readonly<Record<string, string>> = {
  Arn: "ARN",
  Id: "ID",
  Ids: "IDs",
  Vpc: "VPC",
  Gps: "GPS",
  Nfc: "NFC",
};

/** `KMSEncryptionKeyARN` → "KMS encryption key ARN". */
function labelOf(name: string): string {
  const words = name.match(/OAuth|[A-Z]+\d?(?![a-z])|[A-Z][a-z]+\d?|\d+/g) ?? [name];
  return words
    .map((word, index) => ACRONYMS[word] ?? (index === 0 || isCapitals(word) ? word : word.toLowerCase()))
    .join(" ");
}

function isCapitals(word: string): boolean {
  return /^[A-Z][A-Z\d]/.test(word);
}
