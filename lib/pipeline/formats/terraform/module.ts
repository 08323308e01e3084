import { entryOf } from "../../entry-of";
import type { DefinitionParameter } from "../parameter";
import { plainValue, type Position, type SourceNode } from "../source-node";
import { evaluateHcl, type HclScope } from "./evaluate-hcl";
import type { HclBody, HclExpression } from "./hcl";
import { parseHclExpression } from "./parse-hcl";
import { isUnknown, textNode, textOf } from "./nodes";

export interface TerraformResource {
  readonly type: string;
  readonly name: string;
  readonly body: HclBody;
  readonly position: Position;
  /** What an export of ours wrote beside the resource. */
  readonly remainder?: SourceNode;
}

/** Files of one module, as far as they say what pipelines are made of. */
export interface TerraformModule {
  readonly variables: ReadonlyMap<string, HclBody>;
  readonly locals: ReadonlyMap<string, HclExpression>;
  readonly resources: readonly TerraformResource[];
}

const NO_ITERATORS: ReadonlyMap<string, SourceNode> = new Map();

/** Variables and locals of a module; each is worked out once. */
export class ModuleScope implements HclScope {
  readonly iterators = NO_ITERATORS;
  readonly #module: TerraformModule;
  readonly #values: Readonly<Record<string, string>>;
  readonly #locals = new Map<string, SourceNode | null>();
  readonly #defaults = new Map<string, string>();
  readonly #asked = new Set<string>();

  constructor(module: TerraformModule, values: Readonly<Record<string, string>>) {
    this.#module = module;
    this.#values = values;
  }

  /** The variables that took their defaults, with what these are. */
  get defaults(): ReadonlyMap<string, string> {
    return this.#defaults;
  }

  /** The variables that what was worked out depends on. */
  get asked(): readonly DefinitionParameter[] {
    return [...this.#asked].flatMap((name) => {
      const body = this.#module.variables.get(name);
      return body ? [this.#parameter(name, body)] : [];
    });
  }

  variable(name: string): SourceNode | null {
    this.#asked.add(name);
    const body = this.#module.variables.get(name);
    const given = entryOf(this.#values, name);
    if (body && isSensitive(body)) return null;
    if (given !== undefined) return givenNode(given, body);
    const written = body?.attributes.get("default");
    if (!written) return null;
    const value = evaluateHcl(written, this);
    if (isUnknown(value) || (value.kind === "text" && textOf(value) === null)) return null;
    this.#defaults.set(name, value.kind === "text" ? value.text : "(see the file)");
    return value;
  }

  local(name: string): SourceNode | null {
    const known = this.#locals.get(name);
    if (known !== undefined) return known;
    // One that leads back to itself has no value.
    this.#locals.set(name, null);
    const expression = this.#module.locals.get(name);
    const value = expression ? evaluateHcl(expression, this) : null;
    this.#locals.set(name, value);
    return value;
  }

  #parameter(name: string, { attributes }: HclBody): DefinitionParameter {
    const written = attributes.get("default");
    const value = written && evaluateHcl(written, this);
    const description = attributes.get("description");
    return {
      name,
      type: attributes.get("type")?.raw ?? "string",
      description: description && (textOf(evaluateHcl(description, this)) ?? undefined),
      defaultValue: value && (value.kind === "text" ? (textOf(value) ?? undefined) : JSON.stringify(plainValue(value))),
      allowedValues: [],
      isSecret: isSensitive({ attributes }),
    };
  }
}

function isSensitive({ attributes }: Pick<HclBody, "attributes">): boolean {
  return attributes.get("sensitive")?.raw === "true";
}

/** A value from outside is text; for a variable that is not a text it is written as in a file. */
function givenNode(text: string, body: HclBody | undefined): SourceNode {
  const type = body?.attributes.get("type")?.raw ?? "string";
  const isText = /^"?string"?$/.test(type);
  const position = { line: 1, column: 1 };
  if (isText || text === "") return textNode(text, position);
  return evaluateHcl(parseHclExpression(text), { variable: () => null, local: () => null, iterators: NO_ITERATORS });
}
