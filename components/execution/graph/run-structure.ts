import type { Draft } from "@/lib/pipeline/draft";
import type { Run } from "../run";

/** What the layout needs of a run: its stages and actions, under the keys the pages know them by. */
export function structureOf(run: Run): Draft {
  return {
    name: "",
    roleArn: "",
    stages: run.stages.map((stage) => ({
      key: stage.name,
      name: stage.name,
      actions: stage.groups.flat().map((action) => ({
        key: action.key,
        name: action.name,
        runOrder: action.runOrder,
        actionTypeId: { category: "Build", owner: "AWS", provider: action.provider, version: "1" },
      })),
    })),
  };
}
