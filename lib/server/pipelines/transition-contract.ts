import "server-only";
import type { TransitionState } from "@/lib/contracts/transition";
import type { StageState } from "@/lib/pipeline/pipeline-state";
import { isoOrNull } from "@/lib/server/iso";

/** A stored gate to our HTTP JSON. */
export function transitionToContract(transition: NonNullable<StageState["transition"]>): TransitionState {
  return { ...transition, lastChangedAt: isoOrNull(transition.lastChangedAt) };
}
