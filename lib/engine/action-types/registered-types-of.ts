import type { ActionTypeId, PipelineDeclaration } from "@/lib/pipeline/declaration";
import type { EngineStore } from "../store/store";
import type { RegisteredActionType } from "./registered-action-type";

/** What is registered of the types of these actions, and perhaps more. Where all are AWS's own, nothing is looked up. */
export async function registeredTypesOf(
  store: EngineStore,
  ids: readonly ActionTypeId[],
): Promise<readonly RegisteredActionType[]> {
  return ids.every(({ owner }) => owner === "AWS") ? [] : store.listActionTypes();
}

export function actionTypesIn({ stages }: PipelineDeclaration): readonly ActionTypeId[] {
  return stages.flatMap(({ actions }) => actions.map(({ actionTypeId }) => actionTypeId));
}
