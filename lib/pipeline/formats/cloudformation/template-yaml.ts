import { Document, isScalar, Pair, Scalar, YAMLMap, YAMLSeq, type Node } from "yaml";
import { isJsonObject, type JsonObject, type JsonValue } from "../json-value";
import { jsonIntrinsic, shortTag } from "./intrinsic";

/**
 * A template as YAML, with the short tags people write. CloudFormation reads YAML 1.1, where `yes` is a switch and
 * `12:30` a number: texts that look like those get quotes.
 */
export function templateYaml(template: JsonObject): string {
  const document = new Document(undefined, { schema: "yaml-1.1", version: "1.1", merge: false });
  document.contents = nodeOf(document, template);
  return document.toString({ lineWidth: 0, directives: false });
}

function nodeOf(document: Document, value: JsonValue): Node {
  const tagged = taggedNode(document, value);
  if (tagged) return tagged;
  if (Array.isArray(value)) {
    const list = new YAMLSeq();
    list.items = value.map((item: JsonValue) => nodeOf(document, item));
    return list;
  }
  if (isJsonObject(value)) {
    const map = new YAMLMap();
    map.items = Object.entries(value).map(
      ([name, member]) => new Pair(document.createNode(name), nodeOf(document, member)),
    );
    return map;
  }
  return document.createNode(value);
}

/** YAML has no place for two tags on one value, so a function of a function keeps its long name. */
function taggedNode(document: Document, value: JsonValue): Node | null {
  const intrinsic = jsonIntrinsic(value);
  const tag = intrinsic && shortTag(intrinsic.name);
  if (!intrinsic || !tag || jsonIntrinsic(intrinsic.argument)) return null;
  const { argument } = intrinsic;
  const isPath = tag === "!GetAtt" && Array.isArray(argument) && argument.every((part) => typeof part === "string");
  const node = nodeOf(document, isPath ? argument.join(".") : argument);
  node.tag = tag;
  if (isScalar(node) && node.type !== Scalar.BLOCK_LITERAL) node.type = Scalar.QUOTE_DOUBLE;
  return node;
}
