import { listRuleTypes as catalogue, type RuleType as CatalogueType } from "@/lib/pipeline/action-types/rule-types";
import type { ListRuleTypesInput, ListRuleTypesOutput, RuleType } from "../protocol/generated/service-types";
import type { Operation } from "./operation";

/** Every rule type, never paged. All are AWS's and the same in every Region, so the filters leave nothing out. */
export const listRuleTypes: Operation<ListRuleTypesInput, ListRuleTypesOutput> = async () => ({
  ruleTypes: catalogue().map(wireType),
});

function wireType({ id, configuration, inputs }: CatalogueType): RuleType {
  return {
    id,
    settings: {},
    ruleConfigurationProperties: configuration.map(({ name, required, secret, description, type }) => ({
      name,
      required,
      key: required,
      secret,
      queryable: false,
      description,
      type,
    })),
    inputArtifactDetails: { minimumCount: inputs.min, maximumCount: inputs.max },
  };
}
