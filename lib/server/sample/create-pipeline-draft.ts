import "server-only";
import type { Viewer } from "@/lib/auth/viewer";
import { PenstockError } from "@/lib/errors";
import type { PipelineDeclaration } from "@/lib/pipeline/declaration";
import type { DefinitionMetadata } from "@/lib/pipeline/formats/metadata";
import { createDraft } from "../drafts/create-draft";
import { createStarter } from "./create-starter";

/**
 * Begins a pipeline, with its template's starter where one is asked for. The draft comes first: a name that is taken
 * leaves nothing behind.
 * @throws PenstockError as `createDraft` and `createStarter` do
 */
export async function createPipelineDraft(
  viewer: Viewer,
  {
    connection,
    declaration,
    metadata,
    starterOf,
  }: {
    readonly connection: string;
    readonly declaration: PipelineDeclaration;
    readonly metadata?: DefinitionMetadata;
    readonly starterOf?: string;
  },
): Promise<void> {
  await createDraft(viewer, { connection, declaration, ...(metadata && { metadata }) });
  if (starterOf === undefined) return;
  try {
    await createStarter(viewer, { templateId: starterOf, pipelineName: declaration.name });
  } catch (error) {
    if (!(error instanceof PenstockError)) throw error;
    const message = `The draft of ${declaration.name} is saved, and you find it under Pipelines. Its sample repository could not be made: ${error.message}`;
    throw new PenstockError(error.code, message, { cause: error });
  }
}
