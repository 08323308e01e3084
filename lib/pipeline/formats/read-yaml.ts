import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from "yaml";
import { longForm } from "./cloudformation/intrinsic";
import { refuseDeepNesting } from "./nesting";
import { MAX_DEPTH, MAX_NODES, UnreadableText, type Position, type SourceNode } from "./source-node";

/** A definition uses a handful of anchors; one that multiplies itself through them is an attack. */
const MAX_ALIASES = 100;

const MESSAGES: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: "YAML is indented with spaces; this line begins with a tab.",
  MULTIPLE_DOCS: "The file holds several YAML documents. Keep one.",
};

/**
 * Reads YAML with the place of every value. All scalars stay texts, and CloudFormation's short tags are
 * read as the long form they stand for: `!Ref Role` as `{Ref: Role}`.
 * @throws UnreadableText
 */
export function readYaml(text: string): SourceNode {
  refuseDeepNesting(text);
  const lines = new LineCounter();
  // Members that are there twice are found below: the library's own search takes time squared in their number.
  const document = parseDocument(text, {
    schema: "failsafe",
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: false,
  });
  const [error] = document.errors;
  if (error) throw new UnreadableText(MESSAGES[error.code] ?? `${error.message}.`, positionAt(lines, error.pos[0]));
  return new YamlReader(document, lines).read(document.contents, 0);
}

class YamlReader {
  readonly #document: Document;
  readonly #lines: LineCounter;
  #aliases = 0;
  #nodes = 0;

  constructor(document: Document, lines: LineCounter) {
    this.#document = document;
    this.#lines = lines;
  }

  read(node: unknown, depth: number): SourceNode {
    const position = isNode(node) ? this.#position(node) : { line: 1, column: 1 };
    this.#nodes += 1;
    if (depth > MAX_DEPTH) throw new UnreadableText(`The text nests more than ${MAX_DEPTH} levels deep.`, position);
    if (this.#nodes > MAX_NODES) throw new UnreadableText("The text grows too large through its aliases.", position);
    if (isAlias(node)) return this.read(this.#resolve(node, position), depth + 1);
    const tag = isNode(node) && node.tag?.startsWith("!") ? node.tag : null;
    const read = this.#readPlain(node, depth, position);
    return tag === null ? read : { ...longForm(tag, read), position };
  }

  #readPlain(node: unknown, depth: number, position: Position): SourceNode {
    if (isMap(node)) return { kind: "map", entries: this.#entries(node.items, depth), position };
    if (isSeq(node)) return { kind: "list", items: node.items.map((item) => this.read(item, depth + 1)), position };
    if (!isScalar(node)) return { kind: "text", text: "", isQuoted: false, position };
    return {
      kind: "text",
      text: typeof node.value === "string" ? node.value : "",
      isQuoted: node.type !== "PLAIN",
      position,
    };
  }

  #entries(pairs: readonly { key: unknown; value: unknown }[], depth: number): ReadonlyMap<string, SourceNode> {
    const entries = new Map<string, SourceNode>();
    const merged: SourceNode[] = [];
    for (const { key, value } of pairs) {
      const name = this.read(key, depth + 1);
      if (name.kind !== "text") throw new UnreadableText("A member's name has to be a text.", name.position);
      if (entries.has(name.text))
        throw new UnreadableText(`The member ${name.text} is there twice. Keep one.`, name.position);
      const read = this.read(value, depth + 1);
      if (name.text === "<<" && !name.isQuoted) {
        // One by one: a list may be longer than what a call takes for arguments.
        for (const node of read.kind === "list" ? read.items : [read]) merged.push(node);
      }
      // A member without a value has no place of its own.
      else entries.set(name.text, value === null ? { ...read, position: name.position } : read);
    }
    return withMerged(entries, merged);
  }

  #resolve(alias: Node & { source: string; resolve(document: Document): unknown }, position: Position): unknown {
    this.#aliases += 1;
    if (this.#aliases > MAX_ALIASES) {
      throw new UnreadableText(`The text uses more than ${MAX_ALIASES} aliases.`, position);
    }
    const target = alias.resolve(this.#document);
    if (target === undefined) throw new UnreadableText(`The alias *${alias.source} has no anchor before it.`, position);
    return target;
  }

  #position(node: Node): Position {
    return positionAt(this.#lines, node.range?.[0] ?? 0);
  }
}

/** `<<: *defaults` adds members that the map does not have itself; of several, the first that has one gives it. */
function withMerged(entries: Map<string, SourceNode>, merged: readonly SourceNode[]): ReadonlyMap<string, SourceNode> {
  for (const node of merged) {
    if (node.kind !== "map") throw new UnreadableText("Only a map can be merged with <<.", node.position);
    for (const [name, value] of node.entries) if (!entries.has(name)) entries.set(name, value);
  }
  return entries;
}

function positionAt(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(1, line), column: Math.max(1, col) };
}
