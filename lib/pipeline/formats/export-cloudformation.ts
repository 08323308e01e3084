import { Document, isScalar, Scalar, visit, type Node } from "yaml";
import { z } from "zod";
import { pipelineDeclaration, type PipelineDeclaration } from "../declaration";
import { isPlainObject } from "../same-value";
import type { Tag } from "../validation/tags";
import { parseIntrinsic } from "./intrinsics";

/**
 * A CloudFormation template with this one pipeline. Texts that stand for intrinsic functions, `!Ref Role`, become
 * these functions again. The version stays out, because CloudFormation counts for itself.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-codepipeline-pipeline.html
 */
export function exportCloudFormation(declaration: PipelineDeclaration, tags: readonly Tag[] = []): string {
  const { version: _version, artifactStores, ...members } = declaration;
  const properties = resourceValue(members, pipelineDeclaration);
  const stores = Object.entries(artifactStores ?? {}).map(([Region, store]) => ({
    Region,
    ArtifactStore: resourceValue(store, pipelineDeclaration.shape.artifactStore),
  }));
  const document = new Document({
    AWSTemplateFormatVersion: "2010-09-09",
    Resources: {
      Pipeline: {
        Type: "AWS::CodePipeline::Pipeline",
        Properties: {
          ...(isPlainObject(properties) ? properties : {}),
          ...(stores.length > 0 && { ArtifactStores: stores }),
          ...(tags.length > 0 && { Tags: tags.map(({ key, value }) => ({ Key: key, Value: value })) }),
        },
      },
    },
  });
  visit(document, { Scalar: (_key, node) => intrinsicNode(document, node) });
  return document.toString({ lineWidth: 0 });
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
