import type { PipelineDeclaration } from "@/lib/pipeline/declaration";
import type { PipelineState } from "../state";

const FIRST_VERSION = 1;

/** A pipeline before its first event. Its version is 1, whatever the declaration says. */
export function initialState(
  declaration: PipelineDeclaration,
  place: { readonly region: string; readonly accountId: string },
): PipelineState {
  return {
    pipelineName: declaration.name,
    ...place,
    sequence: 0,
    version: FIRST_VERSION,
    declarations: { [FIRST_VERSION]: { ...declaration, version: FIRST_VERSION } },
    nextOrdinal: 1,
    gates: {},
    executions: {},
    seenRevisions: {},
  };
}
