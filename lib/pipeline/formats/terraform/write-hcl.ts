import { escapeTemplate, escapeText } from "./escape-text";
import { templateText } from "./template-text";
import { isTemplate, type TerraformBlock, type TerraformBody, type TerraformValue } from "./terraform-body";

/** A block in Terraform's own syntax, laid out as `terraform fmt` does. `comment` is its first line. */
export function writeHclBlock(header: string, body: TerraformBody, comment = ""): string {
  const lines = bodyLines(body);
  const inner = [...(comment === "" ? [] : [`# ${comment}`]), ...lines];
  return inner.length === 0 ? `${header} {}` : [`${header} {`, ...indented(inner), "}"].join("\n");
}

/** Short attributes first, their signs aligned; then the long ones and the blocks, each after an empty line. */
function bodyLines({ attributes, blocks }: TerraformBody): readonly string[] {
  const written = Object.entries(attributes).map(([name, value]) => ({ name, lines: valueLines(value) }));
  const short = aligned(written.filter(({ lines }) => isOneLine(lines)));
  const long = written
    .filter(({ lines }) => !isOneLine(lines))
    .map(({ name, lines: [first = "", ...rest] }) => [`${name} = ${first}`, ...rest]);
  const groups = [short, ...long, ...blocks.map(blockLines)].filter((lines) => lines.length > 0);
  return groups.flatMap((lines, index) => (index === 0 ? lines : ["", ...lines]));
}

function blockLines(block: TerraformBlock): readonly string[] {
  if (block.kind === "raw") return [block.text];
  const lines = bodyLines(block.body);
  return lines.length === 0 ? [`${block.type} {`, "}"] : [`${block.type} {`, ...indented(lines), "}"];
}

function aligned(entries: readonly { readonly name: string; readonly lines: readonly string[] }[]): readonly string[] {
  const width = Math.max(0, ...entries.map(({ name }) => name.length));
  return entries.map(({ name, lines }) => `${name.padEnd(width)} = ${lines[0] ?? ""}`);
}

function valueLines(value: TerraformValue): readonly string[] {
  if (typeof value === "number") return [String(value)];
  if (typeof value === "string") return [`"${escapeText(escapeTemplate(value))}"`];
  // As it was written, line breaks and all: what it is read as again is then the same.
  if (isTemplate(value)) return [templateText(value.template)];
  if ("object" in value) {
    const entries = Object.entries(value.object).map(([name, member]) => ({
      name: keyText(name),
      lines: valueLines(member),
    }));
    return entries.length === 0 ? ["{}"] : ["{", ...indented(mapLines(entries)), "}"];
  }
  const items = value.map(valueLines);
  const isShort = items.every(isOneLine);
  return isShort ? [`[${items.map(([line]) => line).join(", ")}]`] : ["[", ...items.flatMap(itemLines), "]"];
}

function isOneLine(lines: readonly string[]): boolean {
  return lines.length === 1 && !lines[0]?.includes("\n");
}

function itemLines(lines: readonly string[]): readonly string[] {
  return indented(lines).map((line, index) => (index === lines.length - 1 ? `${line},` : line));
}

function mapLines(entries: readonly { readonly name: string; readonly lines: readonly string[] }[]): readonly string[] {
  const isShort = entries.every(({ lines }) => isOneLine(lines));
  return isShort
    ? aligned(entries)
    : entries.flatMap(({ name, lines: [first = "", ...rest] }) => [`${name} = ${first}`, ...rest]);
}

function keyText(name: string): string {
  const isWord = /^[A-Za-z_][A-Za-z0-9_-]*$/.test(name) && !["null", "true", "false", "for"].includes(name);
  return isWord ? name : `"${escapeText(escapeTemplate(name))}"`;
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => (line === "" ? line : `  ${line}`));
}
