import type { Engine } from "../engine";
import { findOperation } from "../operations/operations";
import { OPERATIONS, SHAPES, TARGET_PREFIX } from "./generated/service-shapes";
import { modelledService, type JsonService } from "./json-service";

/** CodePipeline itself, over the operations that are built. */
export function codePipelineService(engine: Engine): JsonService {
  return modelledService({
    targetPrefix: TARGET_PREFIX,
    signingName: "codepipeline",
    operations: OPERATIONS,
    shapes: SHAPES,
    findHandler(name) {
      const operation = findOperation(name);
      return operation ? (input, caller) => operation(input, { engine, ...caller }) : null;
    },
  });
}
