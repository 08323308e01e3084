import { z } from "zod";
import { requireViewer } from "@/lib/auth/session";
import { pathSegment } from "@/lib/contracts/path-segment";
import { executionAddress } from "@/lib/contracts/pipeline-address";
import { PenstockError } from "@/lib/errors";
import { DOWNLOAD_FORMATS, downloadLog } from "@/lib/server/logs/download-log";
import { errorResponse } from "@/lib/server/route";

const params = executionAddress.extend({
  actionExecutionId: pathSegment,
  format: z.enum(DOWNLOAD_FORMATS).default("text"),
});

/** The log as a file. */
export async function GET(request: Request, context: { params: Promise<Record<string, string>> }) {
  try {
    const viewer = await requireViewer();
    const query = Object.fromEntries(new URL(request.url).searchParams);
    const parsed = params.safeParse({ ...query, ...(await context.params) });
    if (!parsed.success) {
      throw new PenstockError("invalid_input", `The request is not valid: ${z.prettifyError(parsed.error)}`);
    }
    const { format, ...address } = parsed.data;
    return await downloadLog(viewer, address, format);
  } catch (error) {
    return errorResponse(error);
  }
}
