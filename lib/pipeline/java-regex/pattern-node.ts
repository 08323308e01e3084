/** True for the code points that one place of a pattern takes. */
export type CodePointTest = (codePoint: number) => boolean;

/** True where nothing is consumed but something must hold, such as the end of the text. */
export type PlaceTest = (text: readonly number[], position: number) => boolean;

/** What a pattern says, ready to be compiled. Texts are code points, as Java counts them in a pattern. */
export type PatternNode =
  | { readonly kind: "one"; readonly test: CodePointTest }
  | { readonly kind: "sequence"; readonly parts: readonly PatternNode[] }
  | { readonly kind: "either"; readonly options: readonly PatternNode[] }
  | {
      readonly kind: "repeat";
      readonly body: PatternNode;
      readonly min: number;
      readonly max: number;
      readonly greed: "greedy" | "lazy" | "possessive";
    }
  | { readonly kind: "group"; readonly body: PatternNode; readonly index: number }
  | { readonly kind: "same"; readonly group: number; readonly ignoresCase: boolean }
  | { readonly kind: "place"; readonly test: PlaceTest }
  | { readonly kind: "look"; readonly body: PatternNode; readonly ahead: boolean; readonly negated: boolean }
  | { readonly kind: "atomic"; readonly body: PatternNode };

/** The pattern is none, or uses what is not supported here, or takes too many steps. */
export class JavaRegexError extends Error {}
