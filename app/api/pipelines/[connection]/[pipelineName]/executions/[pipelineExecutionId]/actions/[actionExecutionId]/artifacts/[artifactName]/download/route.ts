import { artifactAddress, fileInput } from "@/lib/contracts/artifact";
import { requireViewer } from "@/lib/auth/session";
import { downloadArtifact } from "@/lib/server/artifacts/download-artifact";
import { attachmentResponse } from "@/lib/server/artifacts/attachment-response";
import { PenstockError } from "@/lib/errors";
import { errorResponse } from "@/lib/server/route";

const wanted = artifactAddress.extend(fileInput.partial().shape);

/** The artifact, or one file of it, to be saved. */
export async function GET(request: Request, context: { params: Promise<Record<string, string>> }) {
  try {
    // What is downloaded is on record, so another site's page must not make somebody's browser do it.
    if (request.headers.get("sec-fetch-site") === "cross-site") {
      throw new PenstockError("forbidden", "This download was asked for by another site. Open Penstock itself.");
    }
    const viewer = await requireViewer();
    const query = Object.fromEntries(new URL(request.url).searchParams);
    const parsed = wanted.safeParse({ ...query, ...(await context.params) });
    if (!parsed.success) throw new PenstockError("invalid_input", "This is not the address of an artifact.");
    const { file, ...address } = parsed.data;
    return attachmentResponse(await downloadArtifact(viewer, address, { file: file ?? null, signal: request.signal }));
  } catch (error) {
    return errorResponse(error);
  }
}
