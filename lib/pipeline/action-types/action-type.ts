import type { ActionTypeId, PipelineType } from "../declaration";
import type { ConfigurationProperty, KeyAlternative, KeyCondition } from "./configuration-property";

/** How many artifacts an action may take or give, both ends included. */
export interface ArtifactCount {
  readonly min: number;
  readonly max: number;
}

/**
 * What CodePipeline knows about one kind of action: the palette, the inspector's form, the validation rules and the
 * engine's ListActionTypes all read it.
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-pipeline-structure.html
 */
export interface ActionType {
  readonly id: ActionTypeId;
  /** As people call it: "Git connection". */
  readonly displayName: string;
  /** One sentence: what the action does. */
  readonly description: string;
  readonly pipelineTypes: readonly PipelineType[];
  readonly inputs: ArtifactCount;
  /** An input artifact has to be there then, though `inputs` can do without. */
  readonly needsInputWhen?: KeyCondition;
  readonly outputs: ArtifactCount;
  readonly configuration: readonly ConfigurationProperty[];
  /** Ways of which a form shows one at a time. */
  readonly alternatives?: readonly KeyAlternative[];
  /** The provider decides its own keys, so an unknown one is no mistake. */
  readonly acceptsOtherKeys?: true;
  /** The action takes the members `commands`, `outputVariables` and `outputArtifacts[].files`. */
  readonly takesCommands?: true;
  /** The action takes the member `environmentVariables`. */
  readonly takesEnvironmentVariables?: true;
  readonly defaultTimeoutMs: number;
  /** Names it always gives; `"any"` when what it runs decides. */
  readonly outputVariables: readonly string[] | "any";
  /** The configuration keys whose values tell one such action from another on the canvas. */
  readonly summaryKeys: readonly string[];
  /** Left out of the palette: the service or integration is retired, or another entry is preferred. */
  readonly hidden?: true;
  readonly docsUrl: string;
}

const MINUTE_MS = 60_000;
export const minutes = (count: number): number => count * MINUTE_MS;
export const hours = (count: number): number => minutes(60 * count);
export const days = (count: number): number => hours(24 * count);

export const NONE: ArtifactCount = { min: 0, max: 0 };
export const EXACTLY_ONE: ArtifactCount = { min: 1, max: 1 };
/** @see https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ArtifactDetails.html */
export const UP_TO_FIVE: ArtifactCount = { min: 0, max: 5 };

export const BOTH_TYPES: readonly PipelineType[] = ["V1", "V2"];
export const V1_ONLY: readonly PipelineType[] = ["V1"];
export const V2_ONLY: readonly PipelineType[] = ["V2"];

/** A page of the CodePipeline user guide. */
export function guide(page: string): string {
  return `https://docs.aws.amazon.com/codepipeline/latest/userguide/${page}.html`;
}
