/** A JSONPath, as Jayway's JsonPath has it, which PutWebhook's documentation names. Only some of its functions are known. */
export type JsonPath = readonly JsonPathStep[];

export interface JsonPathStep {
  /** Looks at everything below, not only one level down. */
  readonly descends: boolean;
  readonly selector: Selector;
}

export type Selector =
  | { readonly type: "names"; readonly names: readonly string[] }
  | { readonly type: "indexes"; readonly indexes: readonly number[] }
  | { readonly type: "slice"; readonly from: number | null; readonly to: number | null }
  | { readonly type: "all" }
  | { readonly type: "length" }
  | { readonly type: "filter"; readonly filter: JsonFilter };

/** What stands in `[?( )]`. */
export type JsonFilter =
  | { readonly type: "either" | "both"; readonly filters: readonly JsonFilter[] }
  | { readonly type: "not"; readonly filter: JsonFilter }
  | { readonly type: "exists"; readonly path: FilterPath }
  | { readonly type: "matches"; readonly operand: JsonOperand; readonly pattern: (text: string) => boolean }
  | {
      readonly type: "compare";
      readonly left: JsonOperand;
      readonly operator: FilterOperator;
      readonly right: JsonOperand;
    };

export type JsonOperand =
  | { readonly type: "path"; readonly path: FilterPath }
  | { readonly type: "value"; readonly value: unknown };

/** A path in a filter: from the value that is looked at (`@`), or from the whole payload (`$`). */
export interface FilterPath {
  readonly from: "@" | "$";
  readonly steps: JsonPath;
}

/** Longer ones first: `==` begins as `===` does. */
export const SIGN_OPERATORS = ["===", "!==", "==", "!=", "<=", ">=", "<", ">"] as const;
export const WORD_OPERATORS = ["in", "nin", "subsetof", "anyof", "noneof", "contains", "size", "empty"] as const;
export type FilterOperator = (typeof SIGN_OPERATORS)[number] | (typeof WORD_OPERATORS)[number];

/** Whether a path leads to one value at most. */
export function isDefinite(path: JsonPath): boolean {
  return path.every(({ descends, selector }) => {
    if (descends) return false;
    if (selector.type === "names") return selector.names.length === 1;
    if (selector.type === "indexes") return selector.indexes.length === 1;
    return selector.type === "length";
  });
}
