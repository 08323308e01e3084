import type { PlacedExpression } from "../formats/metadata";
import type { IssuePath, ValidationIssue } from "./issue";

/** Findings that compare two places; they say nothing when one of the two is not known. */
const ABOUT_ARTIFACTS = [
  "input-artifact-unavailable",
  "input-artifact-duplicate",
  "artifact-unused",
  "output-artifact-duplicate",
];
const ABOUT_VARIABLES = [
  "variable-namespace-unknown",
  "variable-too-early",
  "variable-undeclared",
  "variable-key-unknown",
];
const ABOUT_PIPELINE_TYPE = ["v2-feature", "v2-condition", "v2-action-type", "v1-action-type", "pipeline-type-missing"];
const ABOUT_STAGES = ["stage-count-low", "source-missing", "work-missing", "stage-empty", "trigger-source-unknown"];

/**
 * Leaves out what only seems wrong because a value stands in for one that nobody knows here: a finding about the
 * stand-in itself, about a list that is not all there, or about two places of which one is not known.
 */
export function withoutUnresolved(
  issues: readonly ValidationIssue[],
  expressions: readonly PlacedExpression[],
): readonly ValidationIssue[] {
  if (expressions.length === 0) return issues;
  const unknown = expressions.flatMap(unknownPaths);
  const open = openQuestions(unknown, expressions);
  return issues.filter(({ code, path }) => {
    if (unknown.some((place) => isWithin(path, place))) return false;
    if (open.has(code)) return false;
    return !isAboutUnknownType(code, path, unknown) && !isAboutUnknownInput(code, path, unknown);
  });
}

/** The places whose values are not known. */
function unknownPaths(placed: PlacedExpression): readonly IssuePath[] {
  switch (placed.kind) {
    case "value":
      return [placed.path];
    case "choice":
      return [];
    case "omission":
      return placed.omissions.map(({ at }) =>
        typeof at === "string" ? [...placed.path, at.charAt(0).toLowerCase() + at.slice(1)] : placed.path,
      );
  }
}

/** The codes of findings that cannot be made about this pipeline. */
function openQuestions(unknown: readonly IssuePath[], expressions: readonly PlacedExpression[]): ReadonlySet<string> {
  const isLeftOut = expressions.some(({ kind }) => kind === "omission");
  const some = (test: (path: IssuePath) => boolean): boolean => unknown.some(test);
  return new Set([
    ...(isLeftOut || some((path) => path.includes("outputArtifacts")) ? ABOUT_ARTIFACTS : []),
    ...(isLeftOut || some((path) => path.at(-1) === "namespace" || path[0] === "variables") ? ABOUT_VARIABLES : []),
    ...(some(([first]) => first === "pipelineType") ? ABOUT_PIPELINE_TYPE : []),
    ...(isLeftOut || some((path) => path.length < 3 && path[0] === "stages") ? ABOUT_STAGES : []),
    ...(some(([first]) => first === "artifactStores" || first === "artifactStore")
      ? ["artifact-store-region-missing", "artifact-store-single"]
      : []),
    ...(some(([first, , , name]) => first === "artifactStores" || (first === "artifactStore" && name === undefined))
      ? ["artifact-store-missing", "artifact-store-both"]
      : []),
  ]);
}

/** What an action needs depends on its type. */
function isAboutUnknownType(code: string, path: IssuePath, unknown: readonly IssuePath[]): boolean {
  const depends =
    /^(action-type|v[12]-action-type|configuration-|input-artifact-count|output-artifact-count|source-|first-stage|member-unexpected|action-r|commands)/;
  const action = path.slice(0, 4);
  return (
    depends.test(code) && unknown.some((place) => isWithin(place, [...action, "actionTypeId"]) && action.length === 4)
  );
}

/** A key that names an input artifact, while the inputs have stand-ins. */
function isAboutUnknownInput(code: string, path: IssuePath, unknown: readonly IssuePath[]): boolean {
  if (code !== "configuration-artifact-unknown") return false;
  return unknown.some((place) => isWithin(place, [...path.slice(0, 4), "inputArtifacts"]));
}

function isWithin(path: IssuePath, place: IssuePath): boolean {
  return place.every((part, index) => path[index] === part);
}
