import type { ActionTypeId } from "@/lib/pipeline/declaration";
import { AwsServiceError } from "../../aws-service-error";
import type { Engine } from "../../engine";
import type { WebhookDefinition } from "../webhook";

/** The source action that a webhook targets, as far as hooks go. */
export interface TargetSource {
  readonly actionName: string;
  readonly actionTypeId: ActionTypeId;
  /** `owner/repo`, for GitHub's version 1. */
  readonly repository: string;
  readonly oauthToken: string | undefined;
}

/** @returns null when the pipeline or the action is not there any more */
export function findTargetSource(
  engine: Engine,
  { targetPipeline, targetAction }: WebhookDefinition,
): TargetSource | null {
  const state = engine.stateOf(targetPipeline);
  const actions = state?.declarations[state.version]?.stages[0]?.actions ?? [];
  const action = actions.find(({ name }) => name === targetAction);
  if (!action) return null;
  const { Owner = "", Repo = "", OAuthToken } = action.configuration ?? {};
  const { actionTypeId } = action;
  return { actionName: targetAction, actionTypeId, repository: `${Owner}/${Repo}`, oauthToken: OAuthToken };
}

/** @throws AwsServiceError `ValidationException`: hooks are made for source actions of GitHub's version 1 alone */
export function checkIsGitHub({ actionName, actionTypeId: { owner, provider } }: TargetSource): void {
  if (owner === "ThirdParty" && provider === "GitHub") return;
  throw new AwsServiceError(
    "ValidationException",
    `Only webhooks of GitHub source actions are registered; '${actionName}' is of ${provider}`,
  );
}
