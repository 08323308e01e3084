import { readJson } from "@/lib/pipeline/formats/read-json";
import { readYaml } from "@/lib/pipeline/formats/read-yaml";
import { refusePrototypes } from "@/lib/pipeline/formats/refuse-prototypes";
import { plainValue, UnreadableText, type SourceNode } from "@/lib/pipeline/formats/source-node";
import { z } from "zod";
import { isStorable } from "../../storable-text";
import { TemplateError } from "./template-error";

const json = z.record(z.string(), z.unknown());

const limit = z.union([z.number(), z.string().regex(/^[-+]?\d+(\.\d+)?$/)]).optional();

const parameter = z.looseObject({
  Type: z.string(),
  Default: z.unknown().optional(),
  Description: z.string().optional(),
  AllowedValues: z.array(z.unknown()).optional(),
  AllowedPattern: z.string().optional(),
  MinLength: limit,
  MaxLength: limit,
  MinValue: limit,
  MaxValue: limit,
  ConstraintDescription: z.string().optional(),
  NoEcho: z.unknown().optional(),
});
export type TemplateParameter = z.infer<typeof parameter>;

const POLICIES = ["Delete", "Retain", "RetainExceptOnCreate", "Snapshot"] as const;

const resource = z.looseObject({
  Type: z.string(),
  Properties: json.optional(),
  Condition: z.string().optional(),
  DependsOn: z.union([z.string(), z.array(z.string())]).optional(),
  DeletionPolicy: z.enum(POLICIES).optional(),
  UpdateReplacePolicy: z.enum(POLICIES).optional(),
  Metadata: z.unknown().optional(),
});
export type TemplateResource = z.infer<typeof resource>;

const output = z.looseObject({
  Value: z.unknown(),
  Condition: z.string().optional(),
  Description: z.string().optional(),
  Export: z.looseObject({ Name: z.unknown() }).optional(),
});

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const MOST_RESOURCES = 500;

const template = z.looseObject({
  Description: z.string().optional(),
  Parameters: z.record(z.string(), parameter).default({}),
  Mappings: json.default({}),
  Conditions: json.default({}),
  Rules: z
    .record(
      z.string(),
      z.looseObject({
        RuleCondition: z.unknown().optional(),
        Assertions: z.array(z.looseObject({ Assert: z.unknown(), AssertDescription: z.string().optional() })),
      }),
    )
    .default({}),
  Transform: z.unknown().optional(),
  Resources: z
    .record(z.string(), resource)
    .refine((resources) => Object.keys(resources).length > 0)
    .refine((resources) => Object.keys(resources).length <= MOST_RESOURCES, { params: { isTooMany: true } }),
  Outputs: z.record(z.string(), output).default({}),
});
/** A CloudFormation template, its functions in their long form. */
export type Template = z.infer<typeof template>;

/**
 * Reads a template, YAML or JSON, as far as a stack can be checked without AWS.
 * @throws TemplateError
 */
export function readTemplate(text: string): Template {
  const value = plainValue(nodeOf(text));
  if (!isStorable(value)) {
    throw new TemplateError("Template format error: a text has NUL or half of a surrogate pair in it");
  }
  const parsed = template.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = issue?.path.map(String) ?? [];
  if (path.length === 0) throw new TemplateError("Template format error: unsupported structure.");
  if (path.length === 1 && path[0] === "Resources") {
    const isTooMany = issue?.code === "custom" && issue.params?.["isTooMany"] === true;
    const problem = isTooMany
      ? `Number of resources is greater than maximum allowed, ${MOST_RESOURCES}`
      : "At least one Resources member must be defined.";
    throw new TemplateError(`Template format error: ${problem}`);
  }
  const [section = "", name = ""] = path;
  const member = { Resources: "resource", Parameters: "parameter", Outputs: "output" }[section] ?? section;
  throw new TemplateError(
    `Template format error: [/${path.join("/")}] is missing or has an unsupported value in ${member} ${name}.`,
  );
}

function nodeOf(text: string): SourceNode {
  const isJson = /^\s*\{/.test(text);
  try {
    const node = isJson ? readJson(text) : readYaml(text);
    refusePrototypes(node);
    refuseLoops(node);
    return node;
  } catch (error) {
    if (!(error instanceof UnreadableText)) throw error;
    const { line, column } = error.position;
    const format = isJson ? "JSON" : "YAML";
    throw new TemplateError(
      `Template format error: ${format} not well-formed. (line ${line}, column ${column}) ${error.message}`,
    );
  }
}

/** Loops are run by a transform of CloudFormation's own, which the engine has not. @throws TemplateError */
function refuseLoops(node: SourceNode): void {
  if (node.kind === "list") node.items.forEach(refuseLoops);
  if (node.kind !== "map") return;
  for (const [name, value] of node.entries) {
    if (!name.startsWith("Fn::ForEach::")) {
      refuseLoops(value);
      continue;
    }
    const { line, column } = value.position;
    throw new TemplateError(
      `Template format error: ${name} (line ${line}, column ${column}) is a loop, and loops are not run locally. ` +
        "Deploy what it comes to: write its copies out, or take them from a stack at AWS with " +
        "aws cloudformation get-template --template-stage Processed.",
    );
  }
}
