import type { Engine } from "../engine";
import { findOperation } from "../operations/operations";
import { createPageTokens } from "../operations/page-token";
import { OPERATIONS, SHAPES, TARGET_PREFIX } from "./generated/service-shapes";
import { modelledService, type JsonService } from "./json-service";

/**
 * CodePipeline itself, over the operations that are built.
 * @param tokenKey what page tokens are sealed with
 */
export function codePipelineService(engine: Engine, { tokenKey }: { readonly tokenKey: string }): JsonService {
  const pageTokens = createPageTokens(tokenKey);
  return modelledService({
    targetPrefix: TARGET_PREFIX,
    signingName: "codepipeline",
    operations: OPERATIONS,
    shapes: SHAPES,
    findHandler(name) {
      const operation = findOperation(name);
      return operation ? (input, caller) => operation(input, { engine, pageTokens, ...caller }) : null;
    },
  });
}
