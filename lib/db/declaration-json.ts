import type { PipelineDeclaration } from "@/lib/pipeline/declaration";
import type { Prisma } from "./generated/client";

/** A declaration as a JSON column takes it: members that are undefined are left out, as JSON does. */
export function declarationJson(declaration: PipelineDeclaration): Prisma.InputJsonObject {
  return JSON.parse(JSON.stringify(declaration)) as Prisma.InputJsonObject; // JSON text parses to JSON
}
