import type { RequestHandler } from "./handle-request";

interface SdkRequest {
  readonly method: string;
  readonly path: string;
  readonly hostname: string;
  readonly port?: number;
  readonly headers: Record<string, string>;
  readonly body?: unknown;
}

interface SdkResponse {
  readonly statusCode: number;
  readonly reason: string;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
}

/**
 * Lets an AWS SDK client call a request handler without a network: pass the result as its `requestHandler`.
 * Signing, encoding and decoding are the SDK's own, so what is tested is what goes over the wire.
 */
export function inProcess(handle: RequestHandler): {
  handle(request: SdkRequest): Promise<{ response: SdkResponse }>;
} {
  return {
    async handle(request) {
      const port = request.port === undefined ? "" : `:${request.port}`;
      const body = typeof request.body === "string" || request.body instanceof Uint8Array ? request.body : null;
      const answer = await handle(
        new Request(`http://${request.hostname}${port}${request.path}`, {
          method: request.method,
          headers: request.headers,
          body: body as BodyInit | null, // a Uint8Array is a body; TypeScript's DOM types differ on its buffer
        }),
      );
      return {
        response: {
          statusCode: answer.status,
          reason: answer.statusText,
          headers: Object.fromEntries(answer.headers),
          body: new Uint8Array(await answer.arrayBuffer()),
        },
      };
    },
  };
}
