import { artifactAddress, fileInput, filePreview } from "@/lib/contracts/artifact";
import { previewFile, revealFile } from "@/lib/server/artifacts/preview-file";
import { route } from "@/lib/server/route";

export const GET = route({
  params: artifactAddress.extend(fileInput.shape),
  output: filePreview,
  handle: ({ viewer, params: { file, ...address }, request }) =>
    previewFile(viewer, address, { file, signal: request.signal }),
});

/** With its secrets, which leaves a trace: so it is no GET. */
export const POST = route({
  params: artifactAddress,
  input: fileInput,
  output: filePreview,
  handle: ({ viewer, params, input: { file }, request }) =>
    revealFile(viewer, params, { file, signal: request.signal }),
});
