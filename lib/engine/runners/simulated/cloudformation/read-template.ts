import { readJson } from "@/lib/pipeline/formats/read-json";
import { readYaml } from "@/lib/pipeline/formats/read-yaml";
import { plainValue, UnreadableText, type SourceNode } from "@/lib/pipeline/formats/source-node";
import { z } from "zod";
import { ActionFailure } from "../../action-failure";

const json = z.record(z.string(), z.unknown());

const parameter = z.looseObject({
  Type: z.string(),
  Default: z.unknown().optional(),
  AllowedValues: z.array(z.unknown()).optional(),
  NoEcho: z.unknown().optional(),
});
export type TemplateParameter = z.infer<typeof parameter>;

const template = z.looseObject({
  Parameters: z.record(z.string(), parameter).default({}),
  Mappings: json.default({}),
  Conditions: json.default({}),
  Transform: z.unknown().optional(),
  Resources: z
    .record(z.string(), z.looseObject({ Type: z.string(), Properties: json.optional() }))
    .refine((resources) => Object.keys(resources).length > 0),
  Outputs: z.record(z.string(), z.looseObject({ Value: z.unknown(), Condition: z.string().optional() })).default({}),
});
/** A CloudFormation template, its functions in their long form. */
export type Template = z.infer<typeof template>;

/**
 * Reads a template, YAML or JSON, as far as a stack can be checked without AWS.
 * @throws ActionFailure in CloudFormation's words
 */
export function readTemplate(text: string, file: string): Template {
  const parsed = template.safeParse(plainValue(nodeOf(text, file)));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = issue?.path.map(String) ?? [];
  if (path.length === 0) throw invalid(file, "Template format error: unsupported structure.");
  if (path.length === 1 && path[0] === "Resources") {
    throw invalid(file, "Template format error: At least one Resources member must be defined.");
  }
  const [section = "", name = ""] = path;
  const member = { Resources: "resource", Parameters: "parameter", Outputs: "output" }[section] ?? section;
  throw invalid(
    file,
    `Template format error: [/${path.join("/")}] is missing or has an unsupported value in ${member} ${name}.`,
  );
}

function nodeOf(text: string, file: string): SourceNode {
  const isJson = /^\s*\{/.test(text);
  try {
    return isJson ? readJson(text) : readYaml(text);
  } catch (error) {
    if (!(error instanceof UnreadableText)) throw error;
    const { line, column } = error.position;
    const format = isJson ? "JSON" : "YAML";
    throw invalid(
      file,
      `Template format error: ${format} not well-formed. (line ${line}, column ${column}) ${error.message}`,
    );
  }
}

function invalid(file: string, message: string): ActionFailure {
  return new ActionFailure("JobFailed", `${message} The template is ${file}.`);
}
