import { describe, expect, it } from "vitest";
import type { DeploymentConfig } from "../../local-resources";
import { healthRule, rollOutHealthily } from "./healthy-hosts";

/** Deploys to hosts 1 to `count`; the given ones fail. Each host takes one turn. */
async function play(config: DeploymentConfig, count: number, failing: readonly number[]) {
  const rule = healthRule(config, count);
  if (!rule) return { isRefused: true };
  let running = 0;
  let most = 0;
  const hosts = Array.from({ length: count }, (_, index) => index + 1);
  const { succeeded, failed, left, isSuccess } = await rollOutHealthily(hosts, rule, async (host) => {
    most = Math.max(most, (running += 1));
    await Promise.resolve();
    running -= 1;
    return !failing.includes(host);
  });
  return { succeeded: succeeded.length, failed: failed.length, left: left.length, isSuccess, most };
}

const percent = (value: number): DeploymentConfig => ({ type: "FLEET_PERCENT", value });
const hosts = (value: number): DeploymentConfig => ({ type: "HOST_COUNT", value });

describe("a deployment over several hosts", () => {
  it.each<[DeploymentConfig, number, readonly number[], object]>([
    ["OneAtATime", 4, [], { succeeded: 4, isSuccess: true, most: 1 }],
    ["OneAtATime", 4, [2], { succeeded: 1, failed: 1, left: 2, isSuccess: false, most: 1 }],
    ["OneAtATime", 4, [4], { succeeded: 3, failed: 1, left: 0, isSuccess: true }],
    ["OneAtATime", 1, [1], { succeeded: 0, failed: 1, isSuccess: false }],
    ["HalfAtATime", 9, [], { succeeded: 9, most: 4 }],
    ["HalfAtATime", 9, [1, 2, 3, 4], { succeeded: 0, failed: 4, left: 5, isSuccess: false }],
    ["HalfAtATime", 9, [1, 2, 3, 9], { succeeded: 5, failed: 4, left: 0, isSuccess: true }],
    ["HalfAtATime", 1, [], { succeeded: 1, isSuccess: true }],
    ["AllAtOnce", 5, [1, 2, 3, 4], { succeeded: 1, failed: 4, isSuccess: true, most: 5 }],
    ["AllAtOnce", 5, [1, 2, 3, 4, 5], { succeeded: 0, failed: 5, isSuccess: false }],
    [hosts(6), 9, [], { succeeded: 9, most: 3 }],
    [hosts(6), 9, [1, 5, 9], { succeeded: 6, failed: 3, isSuccess: true }],
    [hosts(6), 9, [1, 2, 3], { succeeded: 0, failed: 3, left: 6, isSuccess: false }],
    [percent(40), 9, [], { succeeded: 9, most: 5 }],
    [percent(85), 10, [1], { failed: 1, left: 9, isSuccess: false, most: 1 }],
    [percent(95), 9, [], { isRefused: true }],
    [hosts(3), 3, [], { isRefused: true }],
    [hosts(0), 3, [1, 2], { succeeded: 1, isSuccess: true, most: 3 }],
  ])("under %j on %i hosts, of which %j fail, ends as AWS has it", async (config, count, failing, expected) => {
    expect(await play(config, count, failing)).toMatchObject(expected);
  });
});
