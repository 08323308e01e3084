import { listRuleTypes as catalogue, type RuleType as CatalogueType } from "@/lib/pipeline/action-types/rule-types";
import type { ListRuleTypesInput, ListRuleTypesOutput, RuleType } from "../protocol/generated/service-types";
import { wireArtifactDetails, wireProperties } from "./catalogue-members";
import type { Operation } from "./operation";

/** Every rule type, never paged. All are AWS's and the same in every Region, so the filters leave nothing out. */
export const listRuleTypes: Operation<ListRuleTypesInput, ListRuleTypesOutput> = async () => ({
  ruleTypes: catalogue().map(wireType),
});

function wireType({ id, configuration, inputs }: CatalogueType): RuleType {
  return {
    id,
    settings: {},
    ruleConfigurationProperties: wireProperties(configuration),
    inputArtifactDetails: wireArtifactDetails(inputs),
  };
}
