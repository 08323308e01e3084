import { againstInput, artifactAddress, artifactComparison } from "@/lib/contracts/artifact";
import { compareArtifacts } from "@/lib/server/artifacts/compare-artifacts";
import { route } from "@/lib/server/route";

export const GET = route({
  params: artifactAddress.extend(againstInput.shape),
  output: artifactComparison,
  handle: ({ viewer, params: { against, ...address }, request }) =>
    compareArtifacts(viewer, address, { against, signal: request.signal }),
});
