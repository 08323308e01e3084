import type { DeploymentConfig } from "../../local-resources";
import { rollOut, type Begun, type RollOut } from "../agent/roll-out";

/** How many hosts must be left alone or have succeeded at any time, and how many are deployed to at the same time. */
export interface HealthRule {
  readonly minimum: number;
  readonly atOnce: number;
}

/**
 * What a deployment configuration asks of that many hosts.
 * @returns null when no host may be taken out of service at all, so that nothing can be deployed
 * @see https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html
 */
export function healthRule(config: DeploymentConfig, hostCount: number): HealthRule | null {
  if (typeof config === "object") {
    const minimum = config.type === "HOST_COUNT" ? config.value : Math.ceil((hostCount * config.value) / 100);
    return minimum >= hostCount ? null : { minimum, atOnce: hostCount - minimum };
  }
  // AWS's own configurations also work on a single host, which then has to succeed.
  if (hostCount === 1) return { minimum: 0, atOnce: 1 };
  switch (config) {
    case "OneAtATime":
      return { minimum: hostCount - 1, atOnce: 1 };
    case "HalfAtATime":
      return { minimum: Math.ceil(hostCount / 2), atOnce: Math.floor(hostCount / 2) };
    case "AllAtOnce":
      return { minimum: 0, atOnce: hostCount };
  }
}

/**
 * Deploys to hosts in order, as many at a time as their health allows: a failed host is unhealthy, one that is being
 * deployed to is out of service. The last hosts may fail, as long as enough have succeeded; with a minimum of none, one
 * still has to succeed.
 */
export async function rollOutHealthily<Host>(
  hosts: readonly Host[],
  { minimum, atOnce }: HealthRule,
  run: (host: Host) => Promise<boolean>,
): Promise<RollOut<Host> & { readonly isSuccess: boolean }> {
  const keepsEnough = ({ failed, running }: Begun): boolean => hosts.length - failed - running - 1 >= minimum;
  const result = await rollOut(hosts, { atOnce, mayBeginOneMore: keepsEnough }, run);
  const isSuccess = result.left.length === 0 && result.succeeded.length >= Math.max(1, minimum);
  return { ...result, isSuccess };
}
