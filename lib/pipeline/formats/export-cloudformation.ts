import { Document, isScalar, Scalar, visit, type Node } from "yaml";
import { z } from "zod";
import { pipelineDeclaration, type PipelineDeclaration } from "../declaration";
import { freeName } from "../artifacts";
import { isPlainObject } from "../same-value";
import type { Tag } from "../validation/tags";
import { parseIntrinsic } from "./intrinsics";

const MAX_LOGICAL_ID_LENGTH = 255;

/** A pipeline to put into a template. */
export interface ExportedPipeline {
  readonly declaration: PipelineDeclaration;
  readonly tags?: readonly Tag[];
}

/** A CloudFormation template with this one pipeline: see `exportTemplate`. */
export function exportCloudFormation(declaration: PipelineDeclaration, tags: readonly Tag[] = []): string {
  return exportTemplate([{ declaration, tags }]);
}

/**
 * A CloudFormation template. Texts that stand for intrinsic functions, `!Ref Role`, become these functions again.
 * Versions stay out, because CloudFormation counts for itself.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-codepipeline-pipeline.html
 */
export function exportTemplate(pipelines: readonly ExportedPipeline[]): string {
  const taken = new Set<string>();
  const resources = pipelines.map((pipeline) => {
    const wanted = pipelines.length === 1 ? "Pipeline" : logicalId(pipeline.declaration.name);
    const id = freeName(wanted, taken, MAX_LOGICAL_ID_LENGTH);
    taken.add(id);
    return [id, { Type: "AWS::CodePipeline::Pipeline", Properties: resourceProperties(pipeline) }] as const;
  });
  const document = new Document({ AWSTemplateFormatVersion: "2010-09-09", Resources: Object.fromEntries(resources) });
  visit(document, { Scalar: (_key, node) => intrinsicNode(document, node) });
  return document.toString({ lineWidth: 0 });
}

/** Logical ids hold letters and digits: `shop-api` is `ShopApi`. */
function logicalId(name: string): string {
  const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("") || "Pipeline";
}

function resourceProperties({ declaration, tags = [] }: ExportedPipeline): Readonly<Record<string, unknown>> {
  const { version: _version, artifactStores, ...members } = declaration;
  const properties = resourceValue(members, pipelineDeclaration);
  const stores = Object.entries(artifactStores ?? {}).map(([Region, store]) => ({
    Region,
    ArtifactStore: resourceValue(store, pipelineDeclaration.shape.artifactStore),
  }));
  return {
    ...(isPlainObject(properties) ? properties : {}),
    ...(stores.length > 0 && { ArtifactStores: stores }),
    ...(tags.length > 0 && { Tags: tags.map(({ key, value }) => ({ Key: key, Value: value })) }),
  };
}

/** Members get CloudFormation's spelling; the keys of maps, such as a configuration, stay as they are. */
function resourceValue(value: unknown, schema: z.core.$ZodType | undefined): unknown {
  const wanted = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
  if (Array.isArray(value)) {
    const element = wanted instanceof z.ZodArray ? wanted.element : undefined;
    return value.map((item) => resourceValue(item, element));
  }
  if (!isPlainObject(value) || !(wanted instanceof z.ZodObject)) return value;
  const shape: Readonly<Record<string, z.core.$ZodType>> = wanted.shape;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name.charAt(0).toUpperCase() + name.slice(1),
      resourceValue(member, Object.hasOwn(shape, name) ? shape[name] : undefined),
    ]),
  );
}

function intrinsicNode(document: Document, node: Scalar): Node | undefined {
  const intrinsic = typeof node.value === "string" ? parseIntrinsic(node.value) : null;
  if (intrinsic === null) return undefined;
  const tagged = document.createNode(intrinsic.value);
  tagged.tag = intrinsic.tag;
  if (isScalar(tagged)) tagged.type = Scalar.QUOTE_DOUBLE;
  return tagged;
}
