import { MAX_IMPORT_BYTES } from "../limits";
import { findPipelines } from "./find-pipelines";
import type { FoundDefinitions } from "./found-pipeline";
import { readJson } from "./read-json";
import { readYaml } from "./read-yaml";
import { refusePrototypes } from "./refuse-prototypes";
import { isHcl } from "./terraform/is-hcl";
import { findInModule } from "./terraform/find-in-module";
import { readHclModule } from "./terraform/read-module";
import { UnreadableText, type Position, type SourceNode } from "./source-node";

/** YAML is read at about 1 MB a second, and CloudFormation takes templates up to 1 MB. */
const MAX_YAML_BYTES = 2 * 1024 * 1024;
const START: Position = { line: 1, column: 1 };

/**
 * Reads a text of whatever tool and finds its pipelines.
 * @throws UnreadableText
 */
export function readDefinitions(
  text: string,
  filename: string | undefined,
  values: Readonly<Record<string, string>>,
): FoundDefinitions {
  const written = text.replace(/^\uFEFF/, "");
  refuseUnreadable(written, filename);
  if (isHcl(written, filename)) return findInTerraform(written, values);
  const root = readText(written);
  refusePrototypes(root);
  return findPipelines(root, values);
}

function findInTerraform(text: string, values: Readonly<Record<string, string>>): FoundDefinitions {
  const found = findInModule(readHclModule(text), values);
  if (found.pipelines.length > 0) return found;
  throw new UnreadableText("There is no pipeline here. Expected a resource of the type aws_codepipeline.", START);
}

function refuseUnreadable(text: string, filename: string | undefined): void {
  const bytes = new TextEncoder().encode(text).length;
  if (bytes > MAX_IMPORT_BYTES) {
    throw new UnreadableText(`The file has ${megabytes(bytes)}; ${megabytes(MAX_IMPORT_BYTES)} is the most.`, START);
  }
  if (text.trim() === "") throw new UnreadableText("The file is empty.", START);
  refuseBinary(text, filename);
}

function readText(text: string): SourceNode {
  if (/^\s*[[{]/.test(text)) return readJsonOrYaml(text);
  if (text.length > MAX_YAML_BYTES) {
    throw new UnreadableText(
      `The YAML has ${megabytes(text.length)}; ${megabytes(MAX_YAML_BYTES)} is the most. Use JSON, or split it.`,
      START,
    );
  }
  return readYaml(text);
}

/** What begins like JSON may still be YAML in flow style; then JSON's complaint is the one to show if neither reads. */
function readJsonOrYaml(text: string): SourceNode {
  try {
    return readJson(text);
  } catch (error) {
    if (!(error instanceof UnreadableText) || text.length > MAX_YAML_BYTES || /^\s*[[{]\s*"/.test(text)) throw error;
    return readYaml(text);
  }
}

function refuseBinary(text: string, filename = "The file"): void {
  const index = findBinary(text);
  if (index < 0) return;
  const lines = text.slice(0, index).split("\n");
  const position = { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
  throw new UnreadableText(`${filename} is not a text file in UTF-8. Choose a JSON, YAML or Terraform file.`, position);
}

/** Text holds no control characters but tab, line feed, form feed and carriage return; U+FFFD stands for broken UTF-8. */
function findBinary(text: string): number {
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    const isControl = code < 32 && code !== 9 && code !== 10 && code !== 12 && code !== 13;
    if (isControl || code === 0xfffd) return index;
  }
  return -1;
}

function megabytes(bytes: number): string {
  return `${Math.round((bytes / 1024 / 1024) * 10) / 10} MB`;
}
