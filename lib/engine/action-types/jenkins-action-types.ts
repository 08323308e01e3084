import type { ActionCategory } from "../protocol/generated/service-types";
import { findRegistered, type RegisteredActionType } from "./registered-action-type";

const CATEGORIES: readonly ActionCategory[] = ["Build", "Test"];
const UP_TO_FIVE = { min: 0, max: 5 };

/**
 * The custom action types that CodePipeline's console makes when somebody adds a Jenkins provider: one for Build, one for
 * Test. Those that are registered already, whatever they look like, are left as they are.
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/tutorials-four-stage-pipeline.html
 */
export function missingJenkinsTypes(
  provider: string,
  serverUrl: string,
  registered: readonly RegisteredActionType[],
): readonly RegisteredActionType[] {
  const base = serverUrl.replace(/\/+$/, "");
  return CATEGORIES.map((category): RegisteredActionType => ({
    id: { category, owner: "Custom", provider, version: "1" },
    settings: {
      entityUrlTemplate: `${base}/job/{Config:ProjectName}`,
      executionUrlTemplate: `${base}/job/{Config:ProjectName}/{ExternalExecutionId}`,
    },
    properties: [{ name: "ProjectName", required: true, key: true, secret: false, type: "String" }],
    inputs: UP_TO_FIVE,
    outputs: UP_TO_FIVE,
    tags: [],
    isDeleted: false,
  })).filter(({ id }) => findRegistered(registered, id)?.isDeleted ?? true);
}
