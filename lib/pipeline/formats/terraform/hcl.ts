import type { Position } from "../source-node";

interface Placed {
  /** As it was written. */
  readonly raw: string;
  readonly position: Position;
}

/** Terraform's expressions, as far as pipelines are written with them. */
export type HclExpression = Placed &
  (
    | { readonly kind: "literal"; readonly text: string; readonly isQuoted: boolean }
    | { readonly kind: "template"; readonly parts: readonly TemplatePart[] }
    | { readonly kind: "list"; readonly items: readonly HclExpression[] }
    | { readonly kind: "object"; readonly items: readonly ObjectItem[] }
    | { readonly kind: "name"; readonly name: string }
    | { readonly kind: "member"; readonly of: HclExpression; readonly name: string }
    | { readonly kind: "index"; readonly of: HclExpression; readonly index: HclExpression }
    /** `of[*].name`: the steps apply to every item. */
    | { readonly kind: "splat"; readonly of: HclExpression; readonly names: readonly string[] }
    | { readonly kind: "call"; readonly name: string; readonly items: readonly HclExpression[] }
    | {
        readonly kind: "conditional";
        readonly condition: HclExpression;
        readonly then: HclExpression;
        readonly otherwise: HclExpression;
      }
    | { readonly kind: "unary"; readonly operator: string; readonly operand: HclExpression }
    | {
        readonly kind: "binary";
        readonly operator: string;
        readonly left: HclExpression;
        readonly right: HclExpression;
      }
    | ForExpression
  );

/** `[for key, value in of : result if condition]`, or with braces and `name => result`. */
export interface ForExpression {
  readonly kind: "for";
  readonly names: readonly string[];
  readonly of: HclExpression;
  /** Absent for a list. */
  readonly key?: HclExpression;
  readonly result: HclExpression;
  readonly condition?: HclExpression;
}

/** Text between interpolations; a `directive` such as `%{ if }` is not looked into. */
export type TemplatePart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "interpolation"; readonly expression: HclExpression }
  | { readonly kind: "directive"; readonly text: string };

export interface ObjectItem {
  readonly key: HclExpression;
  readonly value: HclExpression;
}

export interface HclBlock extends Placed {
  readonly type: string;
  readonly labels: readonly string[];
  readonly body: HclBody;
}

export interface HclBody {
  readonly attributes: ReadonlyMap<string, HclExpression>;
  readonly blocks: readonly HclBlock[];
}
