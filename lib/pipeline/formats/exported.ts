import type { PipelineDeclaration } from "../declaration";
import type { Tag } from "../validation/tags";
import type { DefinitionMetadata } from "./metadata";

/** A pipeline to write into a file. */
export interface ExportedPipeline {
  readonly declaration: PipelineDeclaration;
  readonly tags?: readonly Tag[];
  /** What an import kept beside the declaration. */
  readonly metadata?: DefinitionMetadata;
}

/** A file, and what it could not say as the declaration did: a sentence each. */
export interface ExportedText {
  readonly text: string;
  readonly notes: readonly string[];
}
