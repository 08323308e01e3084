import type { ActionCategory } from "@/lib/pipeline/declaration";
import type { ActionType } from "@/lib/pipeline/action-types/action-type";

export const PROVIDER_SECTIONS = ["Source", "Build and test", "Approval", "Deploy", "Invoke"] as const;
export type ProviderSection = (typeof PROVIDER_SECTIONS)[number];

const SECTION_OF = {
  Source: "Source",
  Build: "Build and test",
  Compute: "Build and test",
  Test: "Build and test",
  Approval: "Approval",
  Deploy: "Deploy",
  Invoke: "Invoke",
} as const satisfies Record<ActionCategory, ProviderSection>;

export function sectionOf(type: ActionType): ProviderSection {
  return SECTION_OF[type.id.category];
}
