import { freeName } from "../../artifacts";
import { pipelineDeclaration } from "../../declaration";
import type { ExportedPipeline, ExportedText } from "../exported";
import { ExpressionIndex } from "../expression-index";
import type { JsonObject } from "../json-value";
import { NO_METADATA, type Remainder } from "../metadata";
import { listMembers, separate, type SeparatedMember } from "../separate";
import type { IssuePath } from "../../validation/issue";
import { ResourceWriter } from "./resource-body";
import type { TerraformBody } from "./terraform-body";
import { writeHclBlock } from "./write-hcl";
import { jsonBody } from "./write-terraform-json";

const MAX_LABEL_LENGTH = 255;
/** The only lists that Terraform lets be empty: others are blocks, or have to hold something. */
const MAY_BE_EMPTY = ["inputArtifacts", "outputArtifacts"];
/** Members of an action for which version 5 of the provider has no argument. */
const ACTION_ONLY = ["commands", "outputVariables", "environmentVariables"];

/**
 * Terraform with one `aws_codepipeline` for each pipeline. Terraform's expressions are back in place; variables they use
 * are declared. What the resource has no argument for stands in a comment, from where an import takes it.
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/codepipeline
 */
export function exportTerraform(pipelines: readonly ExportedPipeline[], syntax: "hcl" | "json"): ExportedText {
  const notes: string[] = [];
  const labels = labelsOf(pipelines);
  const resources = pipelines.map((pipeline, index) => ({
    label: labels[index] ?? "pipeline",
    ...resourceOf(pipeline, syntax, notes),
  }));
  const texts = pipelines.flatMap(({ metadata = NO_METADATA }) =>
    metadata.expressions.flatMap((placed) =>
      placed.kind === "value" && placed.expression.language === "terraform" ? [placed.expression.text] : [],
    ),
  );
  const variables = namesIn(texts, /\bvar\.([A-Za-z_][\w-]*)/g);
  const missing = namesIn(texts, /\b((?:aws_\w+|data\.\w+|module)\.[A-Za-z_][\w-]*)/g);
  if (missing.length > 0) notes.push(`The file refers to ${missing.join(", ")}, which are not in it. Add them.`);
  if (syntax === "json") {
    const byLabel = Object.fromEntries(
      resources.map(({ label, body, comment }) => [label, { ...(comment && { "//": comment }), ...jsonBody(body) }]),
    );
    const declared: JsonObject =
      variables.length > 0 ? { variable: Object.fromEntries(variables.map((name) => [name, {}])) } : {};
    return { text: `${JSON.stringify({ ...declared, resource: { aws_codepipeline: byLabel } }, null, 2)}\n`, notes };
  }
  const blocks = [
    ...variables.map((name) => `variable "${name}" {}`),
    ...resources.map(({ label, body, comment }) =>
      writeHclBlock(`resource "aws_codepipeline" "${label}"`, body, comment),
    ),
  ];
  return { text: `${blocks.join("\n\n")}\n`, notes };
}

function resourceOf(
  { declaration, tags = [], metadata = NO_METADATA }: ExportedPipeline,
  syntax: "hcl" | "json",
  notes: string[],
): { readonly body: TerraformBody; readonly comment: string } {
  const hasBothStores = declaration.artifactStore !== undefined && declaration.artifactStores !== undefined;
  const { said, unsaid } = separate(declaration, pipelineDeclaration, (path, value) =>
    hasBothStores && path.length === 1 && path[0] === "artifactStore" ? true : cannotSay(path, value),
  );
  const foreign = metadata.expressions.filter(
    (placed) =>
      placed.kind === "choice" ||
      (placed.kind === "value" ? placed.expression.language : placed.omissions[0]?.language) !== "terraform",
  );
  const comment = remainderOf(unsaid, foreign);
  if (unsaid.length > 0)
    notes.push(`Terraform has no argument for ${listMembers(unsaid)}. A comment keeps it for Penstock.`);
  if (foreign.length > 0) {
    notes.push(
      "What CloudFormation computes is written as a stand-in, and a comment keeps the expressions for Penstock.",
    );
  }
  if (metadata.origin && Object.keys(metadata.origin.properties).length > 0) {
    notes.push(`${Object.keys(metadata.origin.properties).join(", ")} is left out: only CloudFormation knows it.`);
  }
  const lost = metadata.expressions.some(
    (placed) =>
      placed.kind === "omission" &&
      placed.omissions.some(({ language, value }) => language === "terraform" && (value === "" || syntax === "json")),
  );
  if (lost) notes.push("Dynamic blocks that could not be read are left out.");
  const writer = new ResourceWriter(new ExpressionIndex(metadata, "terraform"));
  // What was separated is a declaration still, but for members that may be missing now; the writer passes over those.
  return { body: writer.write(said as ExportedPipeline["declaration"], tags), comment };
}

function remainderOf(members: readonly SeparatedMember[], expressions: Remainder["expressions"]): string {
  if (members.length === 0 && expressions.length === 0) return "";
  const rest = { ...(members.length > 0 && { members }), ...(expressions.length > 0 && { expressions }) };
  return `penstock: ${JSON.stringify(rest)}`;
}

function cannotSay(path: IssuePath, value: unknown): boolean {
  const last = path.at(-1);
  if (path.includes("configuration")) return false;
  if (value === "") return true;
  if (typeof last !== "string") return false;
  if (Array.isArray(value) && value.length === 0 && !MAY_BE_EMPTY.includes(last)) return true;
  if (path.length === 1)
    return last === "version" || (last === "artifactStores" && Object.keys(Object(value)).length === 0);
  if (path[2] !== "actions") return false;
  return (path.length === 5 && ACTION_ONLY.includes(last)) || last === "files";
}

/** A label holds letters, digits, - and _, and does not begin with a digit. */
function labelsOf(pipelines: readonly ExportedPipeline[]): readonly string[] {
  const taken = new Set<string>();
  return pipelines.map(({ declaration }) => {
    const words = declaration.name.replaceAll(/[^A-Za-z0-9_-]+/g, "_");
    const label = freeName(/^[A-Za-z_]/.test(words) ? words : `pipeline_${words}`, taken, MAX_LABEL_LENGTH);
    taken.add(label);
    return label;
  });
}

function namesIn(texts: readonly string[], pattern: RegExp): readonly string[] {
  return [...new Set(texts.flatMap((text) => [...text.matchAll(pattern)].flatMap((match) => match[1] ?? [])))];
}
