import { assertNever } from "@/lib/assert-never";
import type { BlueGreenDeploymentConfiguration } from "../../local-resources";
import { tellFailures } from "../agent/tell-failures";
import { removeInstalled } from "../agent/install-files";
import { endStrays } from "../processes/kill-strays";
import { pauseUnlessAborted } from "../processes/process-group";
import { ALLOW_EVENTS, BLOCK_EVENTS, INSTALL_EVENTS } from "./appspec";
import { inOrderOfHealth, prepareTarget, refuse } from "./deploy-in-place";
import { TOO_FEW_HEALTHY, type Deployment, type DeploymentResult } from "./deployment";
import { readGroupState, saveGroupState } from "./group-state";
import { healthRule, rollOutHealthily } from "./healthy-hosts";
import type { TargetDeployment } from "./target-deployment";
import type { TargetReport } from "../agent/target-report";

const MINUTE_MS = 60_000;

/** The two sides of a blue/green deployment. */
interface Sides {
  readonly originals: readonly TargetDeployment[];
  readonly replacements: readonly TargetDeployment[];
}

/**
 * Deploys to the set of targets that takes no traffic, lets traffic in there as the deployment configuration paces it,
 * then keeps it from the originals and ends them. Should it fail before, traffic goes back where that is enabled.
 */
export async function deployBlueGreen(
  deployment: Deployment,
  settings: BlueGreenDeploymentConfiguration,
  report: TargetReport,
): Promise<DeploymentResult> {
  const sides = await prepare(deployment, settings, report);
  const { originals, replacements } = sides;
  const rule = healthRule(deployment.group.deploymentConfig ?? "OneAtATime", replacements.length);
  if (!rule) return refuse(deployment, [...replacements, ...originals]);

  const failures = new Map<TargetDeployment, string>();
  const note = (target: TargetDeployment, failure: string | null): boolean => {
    if (failure !== null) failures.set(target, `on target ${target.target.name} in ${failure}`);
    return failure === null;
  };
  await Promise.all(replacements.map(async (target) => note(target, await target.run(INSTALL_EVENTS))));
  const rerouted = await rollOutHealthily(inOrderOfHealth(replacements, deployment), rule, async (target) => {
    const isInstalled = !failures.has(target);
    const isSuccess = isInstalled && note(target, await target.run(ALLOW_EVENTS));
    await target.settle(isSuccess);
    return isSuccess;
  });
  for (const target of rerouted.left) target.skip("Not reached: too few healthy instances were left.");
  const blocked = rerouted.isSuccess ? await blockOriginals(sides, note) : false;
  if (!blocked) {
    for (const target of originals) target.skip("Not reached: traffic stays here.");
    return { isSuccess: false, reason: `${TOO_FEW_HEALTHY} ${tellFailures([...failures.values()])}` };
  }
  await switchSets(deployment);
  await endOriginals(deployment, settings, originals);
  const summary = `moved traffic to ${rerouted.succeeded.map(({ target }) => target.name).join(", ")}`;
  const told = [...failures.values()];
  return { isSuccess: true, summary: told.length === 0 ? summary : `${summary}. ${tellFailures(told)}` };
}

/**
 * Moves traffic back: the originals that were kept from it get it again, the replacements lose it. It takes no new
 * installation, because the originals still run what was deployed last.
 */
export async function rollBackTraffic(
  deployment: Deployment,
  settings: BlueGreenDeploymentConfiguration,
  report: TargetReport,
): Promise<DeploymentResult> {
  const { live } = await readGroupState(deployment.stateDirectory);
  const [originals, replacements] = setsOf(deployment, settings, live);
  const prepared = {
    originals: await Promise.all(originals.map((target) => prepareTarget(deployment, target, ALLOW_EVENTS, report))),
    replacements: await Promise.all(
      replacements.map((target) => prepareTarget(deployment, target, BLOCK_EVENTS, report)),
    ),
  };
  const results = [
    ...(await Promise.all(prepared.originals.map((target) => target.run(ALLOW_EVENTS, "last successful revision")))),
    ...(await Promise.all(prepared.replacements.map((target) => target.run(BLOCK_EVENTS, "latest revision")))),
  ];
  const [failure] = results.filter((result) => result !== null);
  return failure === undefined
    ? { isSuccess: true, summary: `moved traffic back to ${originals.map(({ name }) => name).join(", ")}` }
    : { isSuccess: false, reason: failure };
}

async function prepare(
  deployment: Deployment,
  settings: BlueGreenDeploymentConfiguration,
  report: TargetReport,
): Promise<Sides> {
  const { live } = await readGroupState(deployment.stateDirectory);
  const [originals, replacements] = setsOf(deployment, settings, live);
  const planned = [...INSTALL_EVENTS, ...ALLOW_EVENTS];
  return {
    replacements: await Promise.all(replacements.map((target) => prepareTarget(deployment, target, planned, report))),
    originals: await Promise.all(originals.map((target) => prepareTarget(deployment, target, BLOCK_EVENTS, report))),
  };
}

/** Those in service first. */
function setsOf(
  { group }: Deployment,
  { replacementTargets }: BlueGreenDeploymentConfiguration,
  live: "targets" | "replacementTargets",
) {
  switch (live) {
    case "targets":
      return [group.targets, replacementTargets] as const;
    case "replacementTargets":
      return [replacementTargets, group.targets] as const;
    default:
      return assertNever(live);
  }
}

async function blockOriginals(
  { originals }: Sides,
  note: (target: TargetDeployment, failure: string | null) => boolean,
): Promise<boolean> {
  const results = await Promise.all(originals.map(async (target) => note(target, await target.run(BLOCK_EVENTS))));
  return results.every(Boolean);
}

/** From here on the next deployment goes to the other set. */
async function switchSets({ stateDirectory, deploymentId, bundle }: Deployment): Promise<void> {
  const state = await readGroupState(stateDirectory);
  const live = state.live === "targets" ? "replacementTargets" : "targets";
  await saveGroupState(stateDirectory, { live, lastSuccessful: { deploymentId, bundle } });
}

async function endOriginals(
  { context, log }: Deployment,
  { terminateBlueInstancesOnDeploymentSuccess }: BlueGreenDeploymentConfiguration,
  originals: readonly TargetDeployment[],
): Promise<void> {
  const { action, terminationWaitTimeInMinutes = 0 } = terminateBlueInstancesOnDeploymentSuccess ?? {
    action: "TERMINATE",
  };
  if (action === "KEEP_ALIVE") return;
  if (terminationWaitTimeInMinutes > 0) {
    log.line(`The original targets are terminated in ${terminationWaitTimeInMinutes} minute(s)`);
    await pauseUnlessAborted(context.clock, terminationWaitTimeInMinutes * MINUTE_MS, context.signal);
  }
  if (context.signal.aborted) return;
  for (const { target, state } of originals) {
    await endStrays([{ variable: `HOME=${state.homeDirectory}`, directory: state.directory }], context.clock);
    await removeInstalled(target.rootDirectory, state);
    await state.clear();
    log.line(`[${target.name}] Terminated: what ran there has ended, what was installed is removed`);
  }
}
