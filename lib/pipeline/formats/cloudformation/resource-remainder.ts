import { pipelineDeclaration } from "../../declaration";
import { listMembers, separate } from "../separate";
import type { ExportedPipeline } from "../exported";
import { NO_METADATA, type PlacedExpression, type Remainder } from "../metadata";

export interface ResourceParts {
  /** The declaration as far as the resource has properties for it. */
  readonly said: unknown;
  readonly rest: Partial<Remainder>;
  readonly notes: readonly string[];
}

/** Splits what the resource type has properties for from what only its Metadata can carry. */
export function resourceParts(
  { declaration, metadata = NO_METADATA }: ExportedPipeline,
  isNative: (placed: PlacedExpression) => boolean = isCloudFormation,
): ResourceParts {
  const { said, unsaid } = separate(
    declaration,
    pipelineDeclaration,
    (path) => path[0] === "version" || (path.includes("rules") && path.at(-1) === "timeoutInMinutes"),
  );
  const foreign = metadata.expressions.filter((placed) => !isNative(placed));
  return {
    said,
    rest: {
      ...(unsaid.length > 0 && { members: [...unsaid] }),
      ...(foreign.length > 0 && { expressions: foreign }),
    },
    notes:
      unsaid.length > 0
        ? [`CloudFormation has no place for ${listMembers(unsaid)}. The resource's Metadata keeps it for Penstock.`]
        : [],
  };
}

function isCloudFormation(placed: PlacedExpression): boolean {
  switch (placed.kind) {
    case "value":
      return placed.expression.language === "cloudformation";
    case "choice":
      return true;
    case "omission":
      return placed.omissions.some(({ language }) => language === "cloudformation");
  }
}
