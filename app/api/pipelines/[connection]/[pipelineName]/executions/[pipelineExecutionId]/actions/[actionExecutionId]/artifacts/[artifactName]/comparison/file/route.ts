import { againstInput, artifactAddress, fileInput, textComparison } from "@/lib/contracts/artifact";
import { compareFile } from "@/lib/server/artifacts/compare-file";
import { route } from "@/lib/server/route";

const wanted = againstInput.extend(fileInput.shape);

export const GET = route({
  params: artifactAddress.extend(wanted.shape),
  output: textComparison,
  handle: ({ viewer, params: { file, against, ...address }, request }) =>
    compareFile(viewer, address, { file, against, isRevealed: false, signal: request.signal }),
});

/** With the secrets of both, which leaves a trace: so it is no GET. */
export const POST = route({
  params: artifactAddress,
  input: wanted,
  output: textComparison,
  handle: ({ viewer, params, input, request }) =>
    compareFile(viewer, params, { ...input, isRevealed: true, signal: request.signal }),
});
