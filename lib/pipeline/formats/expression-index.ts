import type { IssuePath } from "../validation/issue";
import type { JsonValue } from "./json-value";
import { NO_METADATA, type Choice, type DefinitionMetadata, type Expression, type Omission } from "./metadata";
import { standInFor } from "./stand-in";

/** Finds what the values of a declaration stand for in one language, by place and, after edits, by value. */
export class ExpressionIndex {
  readonly #byPlace = new Map<string, { readonly standIn: string | number | undefined; readonly value: JsonValue }>();
  readonly #byValue = new Map<string, JsonValue>();
  readonly #choices = new Map<string, { readonly name: string; readonly choices: readonly Choice[] }>();
  readonly #omissions = new Map<string, readonly Omission[]>();
  readonly #language: Expression["language"];

  constructor({ expressions }: DefinitionMetadata = NO_METADATA, language: Expression["language"]) {
    this.#language = language;
    for (const placed of expressions) {
      const place = placeOf(placed.path);
      if (placed.kind === "choice") this.#choices.set(place, placed);
      else if (placed.kind === "omission") this.#omissions.set(place, placed.omissions);
      else if (placed.expression.language === language) {
        const { standIn, expression } = placed;
        this.#byPlace.set(place, { standIn, value: expression.value });
        // A value that only this expression stands behind can have moved; `AWS` or `1` could be anyone's.
        const isOwn =
          typeof standIn === "string" && standIn.length > 3 && standIn === standInFor(expression, placed.path);
        if (isOwn) this.#byValue.set(standIn, expression.value);
      }
    }
  }

  /** What the value at a place stands for; `undefined` when it is just itself. */
  at(path: IssuePath, value: string | number): JsonValue | undefined {
    const placed = this.#byPlace.get(placeOf(path));
    if (placed?.standIn === value) return placed.value;
    return typeof value === "string" ? this.#byValue.get(value) : undefined;
  }

  /** The expression of a member that was left out because nothing could stand in for it. */
  ofAbsent(path: IssuePath): JsonValue | undefined {
    const placed = this.#byPlace.get(placeOf(path));
    return placed?.standIn === undefined ? placed?.value : undefined;
  }

  choicesAt(path: IssuePath, name: string): readonly Choice[] {
    const placed = this.#choices.get(placeOf(path));
    return placed && (placed.name === "" || placed.name === name) ? placed.choices : [];
  }

  omissionsAt(path: IssuePath): readonly Omission[] {
    return (this.#omissions.get(placeOf(path)) ?? []).filter(({ language }) => language === this.#language);
  }
}

function placeOf(path: IssuePath): string {
  return JSON.stringify(path);
}
