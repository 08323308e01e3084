import type { ShapeTable } from "../shape";
import type { Caller } from "../caller";
import type { XmlValue } from "./xml-value";

/** What a handler of the query protocol is told beside its input. */
export interface QueryContext {
  readonly caller: Caller;
  readonly accessKeyId: string;
  readonly requestId: string;
}

/** One service that speaks AWS's query protocol: a form in, XML out. A request names it by its `Version`. */
export interface QueryService {
  /** Date of the API, `2011-06-15`. */
  readonly version: string;
  /** Of its XML. */
  readonly namespace: string;
  /** Name in the credential scope of a signed request. */
  readonly signingName: string;
  /** Whoever holds keys may ask it, whatever these are good for, and no injected fault keeps the answer from them. */
  readonly isForAnyKeys?: true;
  readonly shapes: ShapeTable;
  /** By action: the shape of its input. */
  readonly inputs: Readonly<Record<string, string>>;
  /**
   * Runs an action on checked input.
   * @returns members of its result, in the service's spelling; undefined for an action without one
   */
  invoke(action: string, input: unknown, context: QueryContext): Promise<XmlValue | undefined>;
}
