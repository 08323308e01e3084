import { AwsServiceError, type AwsExceptionName } from "../aws-service-error";
import { checkInput } from "./check-input";
import type { Caller } from "./caller";
import { projectOutput } from "./project-output";
import type { OperationShapes, ShapeTable } from "./shape";

/** One service of the engine's port, told from the others by the prefix of `X-Amz-Target`. */
export interface JsonService {
  readonly targetPrefix: string;
  /** Name in the credential scope of a signed request. */
  readonly signingName: string;
  hasOperation(name: string): boolean;
  /** Runs an operation on a parsed body; resolves to what goes out, undefined for an empty body. */
  invoke(name: string, body: unknown, caller: Caller): Promise<unknown>;
}

interface ModelledService {
  readonly targetPrefix: string;
  readonly signingName: string;
  readonly operations: Readonly<Record<string, OperationShapes>>;
  readonly shapes: ShapeTable;
  /** What the service calls a broken constraint, where that is not ValidationException. */
  readonly invalidInput?: Extract<AwsExceptionName, "InvalidInputException" | "InvalidParameterException">;
  /** Resolves an operation to its handler; null for one that the model has and the engine does not. */
  findHandler(name: string): ((input: unknown, caller: Caller) => Promise<unknown>) | null;
}

/** A service that follows a service model: requests are checked, answers reduced to what the model declares. */
export function modelledService(service: ModelledService): JsonService {
  const { targetPrefix, signingName, operations, shapes } = service;
  return {
    targetPrefix,
    signingName,
    hasOperation: (name) => Object.hasOwn(operations, name),
    async invoke(name, body, caller) {
      const operation = operations[name];
      const handler = service.findHandler(name);
      if (!operation || !handler) {
        throw new AwsServiceError(
          "UnsupportedOperationException",
          `The local engine does not support ${name} yet. Use a connection to AWS for it.`,
        );
      }
      const output = await handler(readInput(service, operation.input, body), caller);
      return operation.output === undefined ? undefined : projectOutput(shapes, operation.output, output ?? {});
    },
  };
}

function readInput({ shapes, invalidInput }: ModelledService, shapeName: string, body: unknown): unknown {
  try {
    return checkInput(shapes, shapeName, body);
  } catch (error) {
    const isRenamed = error instanceof AwsServiceError && error.exception === "ValidationException" && invalidInput;
    throw isRenamed ? new AwsServiceError(invalidInput, error.message, { cause: error }) : error;
  }
}
