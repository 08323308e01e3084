import type { Effect } from "./effects";
import type { PipelineState } from "./state";
import type { StateChangeEvent } from "./state-change-event";

/** What one event leads to. `announcements` are saved with the state, `effects` are performed after that. */
export interface Step {
  readonly state: PipelineState;
  readonly announcements: readonly StateChangeEvent[];
  readonly effects: readonly Effect[];
}
