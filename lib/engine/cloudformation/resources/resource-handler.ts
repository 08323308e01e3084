import { isDeepStrictEqual } from "node:util";
import type { Tag } from "../../store/store";

export type Properties = Readonly<Record<string, unknown>>;

/** What a handler is told beside the properties. */
export interface HandlerContext {
  readonly logicalId: string;
  readonly stackName: string;
  readonly accountId: string;
  readonly region: string;
  /** Who asked for the stack. */
  readonly principalArn: string;
  /** Tags of the stack, which its resources get too. */
  readonly stackTags: readonly Tag[];
  newId(): string;
}

export interface Made {
  readonly physicalId: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** What anybody who looks at the resource should know: that it is simulated. */
  readonly note?: string;
  /** It was there before, and is left as it is. */
  readonly isAdopted?: boolean;
}

/** Makes, changes and deletes the resources of one type. */
export interface ResourceHandler {
  /** False: what is told about its attributes is made up. */
  readonly isReal: boolean;
  /** Properties that cannot be changed: another value is another resource. */
  readonly createOnly: readonly string[];
  /**
   * Leaves nothing behind when it fails.
   * @param begun told the name before anything is made under it, so that a crash loses nothing
   * @throws HandlerFailure
   */
  create(properties: Properties, context: HandlerContext, begun: (physicalId: string) => Promise<void>): Promise<Made>;
  /** @returns attributes that may have changed. @throws HandlerFailure */
  update(
    change: { readonly physicalId: string; readonly before: Properties; readonly after: Properties },
    context: HandlerContext & { readonly tagsBefore: readonly Tag[] },
  ): Promise<Made>;
  /** What is gone already is no error. @throws HandlerFailure */
  remove(physicalId: string, context: HandlerContext): Promise<void>;
}

/** Whether another value of a property makes another resource. */
export function isReplacement({ createOnly }: ResourceHandler, before: Properties, after: Properties): boolean {
  return createOnly.some((name) => !isDeepStrictEqual(before[name], after[name]));
}

/** Why a resource could not be made, changed or deleted, as CloudFormation tells it. */
export class HandlerFailure extends Error {
  override readonly name = "HandlerFailure";
}

/** What a handler's `create` fails with when its name is taken: what was there before the stack is not touched. */
export function alreadyExists(type: string, physicalId: string): HandlerFailure {
  return new HandlerFailure(
    `Resource of type '${type}' with identifier '${physicalId}' already exists. (HandlerErrorCode: AlreadyExists)`,
  );
}
