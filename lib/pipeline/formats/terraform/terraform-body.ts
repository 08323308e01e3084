/** A value of Terraform; a `template` is an expression of its own, such as `${aws_iam_role.pipeline.arn}`. */
export type TerraformValue =
  | string
  | number
  | { readonly template: string }
  | readonly TerraformValue[]
  | { readonly object: Readonly<Record<string, TerraformValue>> };

/** What stands between the braces of a block, in either of Terraform's syntaxes. */
export interface TerraformBody {
  readonly attributes: Readonly<Record<string, TerraformValue>>;
  readonly blocks: readonly TerraformBlock[];
}

export type TerraformBlock =
  | { readonly kind: "block"; readonly type: string; readonly body: TerraformBody }
  /** As somebody else wrote it. */
  | { readonly kind: "raw"; readonly text: string };

export function isTemplate(value: TerraformValue): value is { readonly template: string } {
  return typeof value === "object" && "template" in value;
}
