import "server-only";
import { z } from "zod";
import { requireViewer } from "@/lib/auth/session";
import type { Viewer } from "@/lib/auth/viewer";
import type { ErrorBody } from "@/lib/contracts/error-body";
import { shareRead } from "@/lib/db/share-reads";
import { HTTP_STATUS_OF_ERROR, PenstockError } from "@/lib/errors";

interface RouteOptions<Params extends z.ZodType, Input extends z.ZodType, Output extends z.ZodType> {
  /** Path parameters, and for GET the query string as well. */
  readonly params?: Params;
  /** The JSON body. */
  readonly input?: Input;
  readonly output: Output;
  /**
   * Answers that many pages of one person ask for at the same moment, when a change is announced: they are read,
   * checked and encoded once for all of them. For reading only, and without the request itself.
   */
  readonly isShared?: boolean;
  handle(call: {
    readonly viewer: Viewer;
    readonly params: z.infer<Params>;
    readonly input: z.infer<Input>;
    readonly request: Request;
  }): Promise<z.input<Output>>;
}

/**
 * Builds a route handler: finds the viewer, parses what comes in and what goes out, encodes errors.
 * A body that does not parse is `invalid_input` and names the members at fault.
 */
export function route<Params extends z.ZodType, Input extends z.ZodType, Output extends z.ZodType>(
  options: RouteOptions<Params, Input, Output>,
) {
  return async (
    request: Request,
    context: { params: Promise<Record<string, string | string[]>> },
  ): Promise<Response> => {
    try {
      refuseForeignOrigin(request);
      const viewer = await requireViewer();
      const query = Object.fromEntries(new URL(request.url).searchParams);
      const params = parse(options.params ?? z.unknown(), { ...query, ...(await context.params) });
      const input = options.input ? parse(options.input, await readJson(request)) : undefined;
      const encode = async (): Promise<string> => {
        const result = await options.handle({
          viewer,
          params: params as z.infer<Params>, // parsed by that very schema, or unknown when there is none
          input: input as z.infer<Input>,
          request,
        });
        return JSON.stringify(options.output.parse(result));
      };
      const key = JSON.stringify([request.url, viewer.id, viewer.role]);
      const body = await (options.isShared ? shareRead(key, encode) : encode());
      return new Response(body, { headers: { "content-type": "application/json", "cache-control": "no-store" } });
    } catch (error) {
      return errorResponse(error);
    }
  };
}

/** Not in any standard, but what servers say of a request whose asker has left. */
const CLIENT_LEFT = 499;

/** Encodes any failure. What is not a PenstockError is logged once, here, and told without its text. */
export function errorResponse(error: unknown): Response {
  // Whoever asked has left: that is no fault, and nobody reads an answer.
  if (error instanceof Error && error.name === "AbortError") return new Response(null, { status: CLIENT_LEFT });
  if (error instanceof PenstockError) {
    const { code, message, details } = error;
    const body: ErrorBody = { error: { code, message, ...details } };
    return Response.json(body, { status: HTTP_STATUS_OF_ERROR[code] });
  }
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  const message = "Penstock failed at this. Nothing was changed; try again, and look at the server log if it persists.";
  return Response.json({ error: { code: "internal", message } }, { status: 500 });
}

/** A browser names the page that makes a write; another site's page is refused. */
function refuseForeignOrigin(request: Request): void {
  const origin = request.headers.get("origin");
  if (request.method === "GET" || origin === null) return;
  if (new URL(origin).host === request.headers.get("host")) return;
  throw new PenstockError("forbidden", "This request came from another site. Open Penstock itself and try again.");
}

function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new PenstockError("invalid_input", `The request is not valid: ${z.prettifyError(result.error)}`);
}

async function readJson(request: Request): Promise<unknown> {
  try {
    return await request.json();
  } catch (cause) {
    throw new PenstockError("invalid_input", "The request body is not JSON.", { cause });
  }
}
