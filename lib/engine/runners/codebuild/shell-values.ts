import type { ArtifactRule, Buildspec } from "./buildspec";

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const REFERENCE = /\$(?:\{([A-Za-z_][A-Za-z0-9_]*)\}|([A-Za-z_][A-Za-z0-9_]*))/g;

/** Names that may be exported; AWS does not export its own. */
export function exportedNames(spec: Buildspec, note: (text: string) => void): string[] {
  return (spec.env?.["exported-variables"] ?? []).filter((name) => {
    if (NAME.test(name) && !name.startsWith("AWS_")) return true;
    note(`${name} cannot be exported: names are letters, digits and underscores and do not start with AWS_`);
    return false;
  });
}

/** Variables that the artifacts and the names of report groups in a buildspec refer to. */
export function namesInRules(outputs: readonly { readonly rule: ArtifactRule | null }[], spec: Buildspec): string[] {
  const texts = outputs.flatMap(({ rule }) =>
    rule ? [rule["base-directory"] ?? "", ...(rule.files ?? []), ...(rule["exclude-paths"] ?? [])] : [],
  );
  return [...texts, ...Object.keys(spec.reports ?? {})].flatMap((text) =>
    [...text.matchAll(REFERENCE)].map((match) => match[1] ?? match[2] ?? ""),
  );
}

export function expandValues(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(
    REFERENCE,
    (whole, braced?: string, plain?: string) => values.get(braced ?? plain ?? "") ?? whole,
  );
}

export function withValues(rule: ArtifactRule, values: ReadonlyMap<string, string>): ArtifactRule {
  const expand = (text: string): string => expandValues(text, values);
  return {
    ...rule,
    ...(rule["base-directory"] !== undefined && { "base-directory": expand(rule["base-directory"]) }),
    files: rule.files?.map(expand),
    "exclude-paths": rule["exclude-paths"]?.map(expand),
  };
}

/** A command that writes `name=value`, each ended by NUL, of the variables that are set. `set -x` shows nothing of it. */
export function printValuesCommand(names: readonly string[], file: string): string {
  const prints = names.map((name) => `[ -z "\${${name}+set}" ] || command printf '%s\\0' "${name}=$${name}"`);
  return `{ ${prints.join("; ")}; } 2>/dev/null > '${file.replaceAll("'", `'\\''`)}'`;
}

export function parseValues(text: string): Map<string, string> {
  const pairs = text.split("\0").filter((pair) => pair !== "");
  return new Map(pairs.map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]));
}
