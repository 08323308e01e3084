import type { TemplateOrigin } from "./metadata";
import type { DefinitionParameter } from "./parameter";
import type { SourceMap, SourceNode } from "./source-node";

/** A pipeline as a file holds it: the declaration in whatever spelling, and what stands beside it. */
export interface FoundPipeline {
  readonly declaration: SourceMap;
  readonly tags: SourceNode | undefined;
  /** The name to use when the declaration has none. */
  readonly fallbackName: string | undefined;
  readonly notes: readonly string[];
  readonly origin?: TemplateOrigin;
  /** What an export of ours wrote beside the pipeline, because the format could not say it. */
  readonly remainder?: SourceNode;
}

/** What a file holds, with the questions it asks. */
export interface FoundDefinitions {
  readonly pipelines: readonly FoundPipeline[];
  readonly parameters: readonly DefinitionParameter[];
}
