import type { DeploymentConfig } from "../../local-resources";

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

export interface RollOut<Host> {
  readonly succeeded: readonly Host[];
  readonly failed: readonly Host[];
  /** Never begun, because too few hosts were healthy by then. */
  readonly left: readonly Host[];
  /** With a minimum of none, one host still has to succeed. */
  readonly isSuccess: boolean;
}

/**
 * Deploys to hosts in order, as many at a time as their health allows: a failed host is unhealthy, one that is being
 * deployed to is out of service. The last hosts may fail, as long as enough have succeeded.
 * @param run true when the host has succeeded; never rejects
 */
export async function rollOut<Host>(
  hosts: readonly Host[],
  rule: HealthRule,
  run: (host: Host) => Promise<boolean>,
): Promise<RollOut<Host>> {
  const left = [...hosts];
  const succeeded: Host[] = [];
  const failed: Host[] = [];
  const running = new Set<Promise<void>>();
  const mayStart = (): boolean =>
    left.length > 0 && running.size < rule.atOnce && hosts.length - failed.length - running.size - 1 >= rule.minimum;
  for (;;) {
    while (mayStart()) {
      const [host] = left.splice(0, 1);
      if (host === undefined) break;
      const turn = run(host).then((isSuccess) => {
        (isSuccess ? succeeded : failed).push(host);
        running.delete(turn);
      });
      running.add(turn);
    }
    if (running.size === 0) break;
    await Promise.race(running);
  }
  const isSuccess = left.length === 0 && succeeded.length >= Math.max(1, rule.minimum);
  return { succeeded, failed, left, isSuccess };
}
