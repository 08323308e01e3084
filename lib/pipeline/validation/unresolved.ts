import type { PipelineDeclaration } from "../declaration";
import type { PlacedExpression } from "../formats/metadata";
import { isPlainObject } from "../is-plain-object";
import { warning, type IssuePath, type ValidationIssue } from "./issue";
import { clip } from "./shape";

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
  pipeline: PipelineDeclaration,
  expressions: readonly PlacedExpression[],
): readonly ValidationIssue[] {
  if (expressions.length === 0 || issues.length === 0) return issues;
  const places = textPlaces(pipeline);
  const unknown = expressions.flatMap((placed) => unknownPaths(placed, pipeline, places));
  const open = openQuestions(unknown, expressions);
  return issues.filter(({ code, path }) => {
    if (unknown.some((place) => isWithin(path, place))) return false;
    if (open.has(code)) return false;
    return !isAboutUnknownType(code, path, unknown) && !isAboutUnknownInput(code, path, unknown);
  });
}

/** A warning for every value that only stands in for one: published as it is, it would be taken at its word. */
export function standInWarnings(
  pipeline: PipelineDeclaration,
  expressions: readonly PlacedExpression[],
): readonly ValidationIssue[] {
  const places = textPlaces(pipeline);
  return expressions.flatMap((placed) => {
    if (placed.kind !== "value" || placed.standIn === undefined) return [];
    const { text, language } = placed.expression;
    const tool = language === "terraform" ? "Terraform" : "CloudFormation";
    return unknownPaths(placed, pipeline, places).map((path) => {
      const message = `${path.at(-1)} stands in for ${clip(text)}, which only ${tool} computes. Put the value itself there before you publish.`;
      return warning("expression-stand-in", path, message);
    });
  });
}

/** The places whose values are not known: where the expression was, and after edits wherever its stand-in is now. */
function unknownPaths(
  placed: PlacedExpression,
  pipeline: PipelineDeclaration,
  places: ReadonlyMap<string, readonly IssuePath[]>,
): readonly IssuePath[] {
  switch (placed.kind) {
    case "value": {
      const { path, standIn } = placed;
      if (valueAt(pipeline, path) === standIn || isNameAt(pipeline, path, standIn)) return [path];
      return typeof standIn === "string" && standIn.length > 3 ? (places.get(standIn) ?? []) : [];
    }
    case "choice":
      return [];
    case "omission":
      return placed.omissions.map(({ at }) =>
        typeof at === "string" ? [...placed.path, at.charAt(0).toLowerCase() + at.slice(1)] : placed.path,
      );
  }
}

function valueAt(pipeline: PipelineDeclaration, path: IssuePath): unknown {
  return path.reduce<unknown>(
    (value, part) => (typeof value === "object" && value !== null ? Reflect.get(value, part) : undefined),
    pipeline,
  );
}

/** The Region of an artifact store is the name it goes by. */
function isNameAt(pipeline: PipelineDeclaration, path: IssuePath, standIn: string | number | undefined): boolean {
  return path[0] === "artifactStores" && path.at(-1) === standIn && valueAt(pipeline, path) !== undefined;
}

/** Where each text of a pipeline stands. */
function textPlaces(pipeline: PipelineDeclaration): ReadonlyMap<string, readonly IssuePath[]> {
  const places = new Map<string, IssuePath[]>();
  const visit = (value: unknown, path: IssuePath): void => {
    if (typeof value === "string") {
      const known = places.get(value);
      if (known) known.push(path);
      else places.set(value, [path]);
    } else if (Array.isArray(value)) value.forEach((item, index) => visit(item, [...path, index]));
    else if (isPlainObject(value)) for (const [name, member] of Object.entries(value)) visit(member, [...path, name]);
  };
  visit(pipeline, []);
  return places;
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
