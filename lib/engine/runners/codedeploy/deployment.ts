import { createHash } from "node:crypto";
import type { DeploymentGroup } from "../../local-resources";
import type { OutputPipes } from "../processes/output-pipes";
import type { LogWriter, RunnerContext } from "../runner";
import type { Bundle } from "../agent/bundle";
import type { LoadBalancer } from "./load-balancer";

/** One deployment of one revision to a group: what its targets need to know. */
export interface Deployment {
  readonly deploymentId: string;
  readonly applicationName: string;
  readonly group: DeploymentGroup;
  readonly groupName: string;
  readonly bundle: Bundle;
  /** The group's own directory below the data directory. */
  readonly stateDirectory: string;
  readonly loadBalancer: LoadBalancer | null;
  readonly pipes: OutputPipes;
  readonly log: LogWriter;
  readonly context: RunnerContext;
}

/** How a deployment ended, in words for people. */
export type DeploymentResult =
  | { readonly isSuccess: true; readonly summary: string }
  | { readonly isSuccess: false; readonly reason: string };

/** `d-` and nine capitals or digits. */
export function deploymentIdOf(id: string): string {
  return `d-${id.replaceAll("-", "").slice(-9).toUpperCase()}`;
}

/** The group's id, a UUID that stays the same for as long as its name does. */
export function deploymentGroupIdOf(group: DeploymentGroup): string {
  const hex = createHash("sha256").update(group.name).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    "-",
  );
}

/** CodeDeploy's own text and code for a deployment in which too many targets failed. */
export const TOO_FEW_HEALTHY =
  "The overall deployment failed because too many individual instances failed deployment, too few healthy instances " +
  "are available for deployment, or some instances in your deployment group are experiencing problems. " +
  "(Error code: HEALTH_CONSTRAINTS)";
