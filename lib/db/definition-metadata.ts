import type { DefinitionMetadata } from "@/lib/pipeline/formats/metadata";
import type { DbOrTransaction } from "./client";
import type { Prisma } from "./generated/client";

/** Keeps what an import left beside a pipeline's declaration, in place of what was kept before. */
export async function putDefinitionMetadata(
  transaction: DbOrTransaction,
  pipelineId: string,
  metadata: DefinitionMetadata,
): Promise<void> {
  const columns = {
    metadata: JSON.parse(JSON.stringify(metadata)) as Prisma.InputJsonObject, // JSON text parses to JSON
    updatedAt: new Date(),
  };
  await transaction.definitionMetadata.upsert({
    where: { pipelineId },
    create: { pipelineId, ...columns },
    update: columns,
  });
}
