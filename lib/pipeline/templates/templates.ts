import { blueGreenEcs } from "./blue-green-ecs";
import { buildApproveDeploy } from "./build-approve-deploy";
import { codeDeployFleet } from "./codedeploy-fleet";
import { containerToEcs } from "./container-to-ecs";
import { lambdaFunction } from "./lambda-function";
import { monorepo } from "./monorepo";
import { multiAccount } from "./multi-account";
import { pullRequestChecks } from "./pull-request-checks";
import { staticSite } from "./static-site";
import type { PipelineTemplate } from "./template";

/** Pipelines to start from, the plainest first. Each runs on the local engine with its starter. */
export const PIPELINE_TEMPLATES: readonly PipelineTemplate[] = [
  buildApproveDeploy,
  staticSite,
  containerToEcs,
  blueGreenEcs,
  lambdaFunction,
  codeDeployFleet,
  multiAccount,
  monorepo,
  pullRequestChecks,
];

/** @returns null for an id that no template has */
export function findTemplate(id: string): PipelineTemplate | null {
  return PIPELINE_TEMPLATES.find((template) => template.id === id) ?? null;
}
