import { z } from "zod";
import { pipelineDeclaration } from "../../declaration";
import { entryOf } from "../../entry-of";
import { isPlainObject } from "../../is-plain-object";
import type { IssuePath } from "../../validation/issue";
import type { ExportedPipeline } from "../exported";
import { ExpressionIndex } from "../expression-index";
import { isJsonObject, toJson, type JsonObject, type JsonValue } from "../json-value";
import type { Choice, Omission } from "../metadata";
import { textOfStandIn } from "../stand-in";
import { parseExpressionText } from "./intrinsic";

/** The properties of the resource for what a declaration says, its expressions back in place. */
export function resourceProperties(said: unknown, { tags = [], metadata, declaration }: ExportedPipeline): JsonObject {
  const writer = new PropertyWriter(new ExpressionIndex(metadata, "cloudformation"));
  const { artifactStores, name, ...members } = isPlainObject(said) ? said : {};
  const origin = metadata?.origin;
  // A pipeline that took its name from its resource has none of its own.
  const isNamed = origin === undefined || origin.isNamed || origin.logicalId !== declaration.name;
  const properties = writer.write({ ...(isNamed && { name }), ...members }, pipelineDeclaration, []);
  return {
    ...(isJsonObject(properties) ? properties : {}),
    ...(isPlainObject(artifactStores) && { ArtifactStores: writer.writeStores(artifactStores) }),
    ...(tags.length > 0 && { Tags: writer.writeTags(tags) }),
  };
}

class PropertyWriter {
  readonly #expressions: ExpressionIndex;

  constructor(expressions: ExpressionIndex) {
    this.#expressions = expressions;
  }

  /** Members get CloudFormation's spelling; the keys of maps, such as a configuration, stay as they are. */
  write(value: unknown, schema: z.core.$ZodType | undefined, path: IssuePath): JsonValue {
    const wanted = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
    const name = isPlainObject(value) && typeof value.name === "string" ? value.name : "";
    return chosen(this.#writePlain(value, wanted, path), this.#expressions.choicesAt(path, name));
  }

  writeStores(stores: Readonly<Record<string, unknown>>): readonly JsonValue[] {
    const path = ["artifactStores"];
    const items = Object.entries(stores).map(([region, store]) => {
      const place = [...path, region];
      const item = {
        Region: this.#expressions.at(place, region) ?? region,
        ArtifactStore: this.#writePlain(store, pipelineDeclaration.shape.artifactStore.unwrap(), place),
      };
      return chosen(item, this.#expressions.choicesAt(place, ""));
    });
    return withItems(items, this.#expressions.omissionsAt(path));
  }

  writeTags(tags: readonly { readonly key: string; readonly value: string }[]): readonly JsonValue[] {
    return tags.map(({ key, value }, index) => ({
      Key: this.#writeText(key, ["tags", index, "key"]),
      Value: this.#writeText(value, ["tags", index, "value"]),
    }));
  }

  #writePlain(value: unknown, wanted: z.core.$ZodType | undefined, path: IssuePath): JsonValue {
    if (typeof value === "string") return this.#writeText(value, path);
    if (typeof value === "number") return this.#expressions.at(path, value) ?? value;
    if (Array.isArray(value)) {
      const element = wanted instanceof z.ZodArray ? wanted.element : undefined;
      const items = value.map((item, index) => this.write(item, element, [...path, index]));
      return withItems(items, this.#expressions.omissionsAt(path));
    }
    return isPlainObject(value) ? this.#writeMembers(value, wanted, path) : toJson(value);
  }

  #writeText(value: string, path: IssuePath): JsonValue {
    return this.#expressions.at(path, value) ?? parseExpressionText(textOfStandIn(value)) ?? value;
  }

  #writeMembers(
    value: Readonly<Record<string, unknown>>,
    wanted: z.core.$ZodType | undefined,
    path: IssuePath,
  ): JsonObject {
    const isObject = wanted instanceof z.ZodObject;
    const shape: Readonly<Record<string, z.core.$ZodType>> = isObject ? wanted.shape : {};
    const schemaOf = (name: string): z.core.$ZodType | undefined =>
      wanted instanceof z.ZodRecord ? wanted.valueType : entryOf(shape, name);
    const spell = (name: string): string => (isObject ? name.charAt(0).toUpperCase() + name.slice(1) : name);
    const written = Object.entries(value).map(
      ([name, member]) => [spell(name), this.write(member, schemaOf(name), [...path, name])] as const,
    );
    const absent = Object.keys(shape).flatMap((name) => {
      const expression = Object.hasOwn(value, name) ? undefined : this.#expressions.ofAbsent([...path, name]);
      return expression === undefined ? [] : [[spell(name), expression] as const];
    });
    const members = Object.fromEntries([...written, ...absent]);
    const omitted = this.#expressions.omissionsAt(path).filter(({ at }) => !Object.hasOwn(members, at));
    return { ...members, ...Object.fromEntries(omitted.map(({ at, value: member }) => [at, member])) };
  }
}

/** The value inside the conditions it was taken out of. */
function chosen(value: JsonValue, choices: readonly Choice[]): JsonValue {
  return choices.reduceRight<JsonValue>(
    (inner, { condition, side, other }) => ({
      "Fn::If": [condition, ...(side === "then" ? [inner, other] : [other, inner])],
    }),
    value,
  );
}

function withItems(items: readonly JsonValue[], omissions: readonly Omission[]): readonly JsonValue[] {
  return omissions.reduce(
    (list, { at, value }) => (typeof at === "number" ? list.toSpliced(at, 0, value) : list),
    items,
  );
}
