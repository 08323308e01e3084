import { z } from "zod";
import { pipelineDeclaration } from "../declaration";
import { entryOf } from "../entry-of";
import { jsonIntrinsic } from "./cloudformation/intrinsic";
import { referencesIn } from "./cloudformation/needed-sections";
import { resourceProperties } from "./cloudformation/resource-properties";
import { resourceParts } from "./cloudformation/resource-remainder";
import { apiName } from "./api-name";
import type { ExportedPipeline, ExportedText } from "./exported";
import { isJsonObject, type JsonObject, type JsonValue } from "./json-value";

/**
 * A CDK stack in TypeScript with a `CfnPipeline` for each pipeline: the L1 construct, because it alone says all that a
 * declaration says. Expressions are tokens, which the synthesised template shows as they were.
 * @see https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_codepipeline.CfnPipeline.html
 */
export function exportCdk(pipelines: readonly ExportedPipeline[]): ExportedText {
  const notes: string[] = [];
  const constructs = pipelines.map((pipeline, index) => constructOf(pipeline, index, notes));
  const parameters = parametersFor(
    pipelines,
    constructs.map(({ properties }) => properties),
    notes,
  );
  const body = [...parameters, ...constructs.map(({ text }) => text)].join("\n\n");
  const text = `import * as cdk from "aws-cdk-lib";
import { aws_codepipeline as codepipeline } from "aws-cdk-lib";
import type { Construct } from "constructs";

export class PipelineStack extends cdk.Stack {
  constructor(scope: Construct, id: string, props?: cdk.StackProps) {
    super(scope, id, props);

${indent(body, 4)}
  }
}
`;
  return { text, notes };
}

function constructOf(
  pipeline: ExportedPipeline,
  index: number,
  notes: string[],
): { readonly text: string; readonly properties: JsonObject } {
  const origin = pipeline.metadata?.origin;
  const { said, rest } = resourceParts(pipeline);
  const lost = (rest.members ?? []).map(({ path }) => path.join(" / "));
  if (lost.length > 0) notes.push(`CfnPipeline has no place for ${lost.slice(0, 3).join(", ")}. It is left out.`);
  if ((rest.expressions ?? []).length > 0) notes.push("What Terraform computes is written as a stand-in.");
  const properties = { ...resourceProperties(said, pipeline), ...origin?.properties };
  const id = origin?.logicalId ?? `Pipeline${index === 0 ? "" : index + 1}`;
  const literal = new PropsWriter().write(properties, pipelineProps);
  return { text: `new codepipeline.CfnPipeline(this, ${JSON.stringify(id)}, ${literal});`, properties };
}

/** The template's parameters that are used; the resources it refers to have to be there already. */
function parametersFor(
  pipelines: readonly ExportedPipeline[],
  properties: readonly JsonObject[],
  notes: string[],
): readonly string[] {
  const section = (name: string): JsonObject =>
    Object.assign({}, ...pipelines.map(({ metadata }) => metadata?.origin?.sections[name] ?? {}));
  const declared = section("Parameters");
  const resources = section("Resources");
  const ids = pipelines.flatMap(({ metadata }) => metadata?.origin?.logicalId ?? []);
  const used = referencesIn([...properties]).filter(({ name }) => !name.startsWith("AWS::") && !ids.includes(name));
  const isParameter = ({ name, kind }: (typeof used)[number]): boolean =>
    kind === "value" && !Object.hasOwn(resources, name);
  const missing = [...new Set(used.filter((reference) => !isParameter(reference)).map(({ name }) => name))];
  if (missing.length > 0) {
    notes.push(
      `The stack refers to ${missing.join(", ")}, not defined in it. Add them with these names as their logical ids.`,
    );
  }
  return [...new Set(used.filter(isParameter).map(({ name }) => name))].map((name) => {
    const members = isJsonObject(declared[name]) ? declared[name] : { Type: "String" };
    const props = Object.entries(members).map(([member, value]) => `  ${apiName(member)}: ${JSON.stringify(value)},`);
    return `new cdk.CfnParameter(this, ${JSON.stringify(name)}, {\n${props.join("\n")}\n});`;
  });
}

/** CloudFormation's structure where it differs from the declaration's. */
const pipelineProps = pipelineDeclaration.extend({
  artifactStores: z.array(z.object({ region: z.string(), artifactStore: pipelineDeclaration.shape.artifactStore })),
  tags: z.array(z.object({ key: z.string(), value: z.string() })),
  disableInboundStageTransitions: z.array(z.object({ stageName: z.string(), reason: z.string() })),
});

class PropsWriter {
  /** A value as TypeScript: objects get the construct's spelling, maps keep theirs, functions become tokens. */
  write(value: JsonValue, schema: z.core.$ZodType | undefined): string {
    const wanted = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
    if (jsonIntrinsic(value)) return this.#token(value, wanted);
    if (Array.isArray(value)) {
      const element = wanted instanceof z.ZodArray ? wanted.element : undefined;
      const items = value.map((item: JsonValue) => `${this.write(item, element)},`);
      return items.length === 0 ? "[]" : `[\n${indent(items.join("\n"), 2)}\n]`;
    }
    if (!isJsonObject(value)) return JSON.stringify(value);
    const isProps = wanted instanceof z.ZodObject;
    const shape: Readonly<Record<string, z.core.$ZodType>> = isProps ? wanted.shape : {};
    const members = Object.entries(value).map(([written, member]) => {
      const name = isProps ? apiName(written) : written;
      const key = /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
      return `${key}: ${this.write(member, entryOf(shape, name))},`;
    });
    return members.length === 0 ? "{}" : `{\n${indent(members.join("\n"), 2)}\n}`;
  }

  #token(value: JsonValue, wanted: z.core.$ZodType | undefined): string {
    const isNumber = wanted instanceof z.ZodNumber;
    const isStructure = wanted instanceof z.ZodObject || wanted instanceof z.ZodArray || wanted instanceof z.ZodRecord;
    const method = isNumber ? "asNumber" : isStructure ? "asAny" : "asString";
    return `cdk.Token.${method}(${JSON.stringify(value)})`;
  }
}

function indent(text: string, width: number): string {
  return text.replaceAll(/^(?=.)/gm, " ".repeat(width));
}
