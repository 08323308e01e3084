import { artifactAddress, artifactListing } from "@/lib/contracts/artifact";
import { getArtifact } from "@/lib/server/artifacts/get-artifact";
import { route } from "@/lib/server/route";

export const GET = route({
  params: artifactAddress,
  output: artifactListing,
  handle: ({ viewer, params, request }) => getArtifact(viewer, params, request.signal),
});
