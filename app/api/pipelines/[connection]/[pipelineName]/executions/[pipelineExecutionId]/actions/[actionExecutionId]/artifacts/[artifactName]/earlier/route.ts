import { artifactAddress, earlierArtifacts } from "@/lib/contracts/artifact";
import { listEarlier } from "@/lib/server/artifacts/compare-artifacts";
import { route } from "@/lib/server/route";

export const GET = route({
  params: artifactAddress,
  output: earlierArtifacts,
  handle: ({ viewer, params }) => listEarlier(viewer, params),
});
