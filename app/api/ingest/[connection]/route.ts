import { PenstockError } from "@/lib/errors";
import { acceptEvent } from "@/lib/server/ingest/accept-event";
import { errorResponse } from "@/lib/server/route";

/** EventBridge delivers at most 256 KB. */
const LARGEST_BODY = 256 * 1024;

/** Where EventBridge API destinations and the local engine deliver state changes; the bearer key says who it is. */
export async function POST(request: Request, { params }: { params: Promise<{ connection: string }> }) {
  try {
    const key = /^Bearer (\S+)$/.exec(request.headers.get("authorization") ?? "")?.[1] ?? null;
    const { connection } = await params;
    const { isNew } = await acceptEvent({ connection, key, body: await readBody(request) });
    return Response.json({ accepted: isNew }, { status: 202 });
  } catch (error) {
    return errorResponse(error);
  }
}

async function readBody(request: Request): Promise<unknown> {
  const tooLarge = new PenstockError("invalid_input", `An event has at most ${LARGEST_BODY} bytes.`);
  if (Number(request.headers.get("content-length") ?? 0) > LARGEST_BODY) throw tooLarge;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > LARGEST_BODY) throw tooLarge;
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch (cause) {
    throw new PenstockError("invalid_input", "The request body is not JSON.", { cause });
  }
}
