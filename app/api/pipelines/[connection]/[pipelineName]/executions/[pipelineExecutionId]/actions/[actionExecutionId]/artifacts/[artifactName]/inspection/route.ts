import { artifactAddress, artifactInspection } from "@/lib/contracts/artifact";
import { inspectArtifact } from "@/lib/server/artifacts/inspect-artifact";
import { route } from "@/lib/server/route";

export const GET = route({
  params: artifactAddress,
  output: artifactInspection,
  handle: ({ viewer, params, request }) => inspectArtifact(viewer, params, request.signal),
});
