import { ActionFailure } from "../action-failure";
import type { ActionJob } from "../runner";

/** The configuration of an EC2 deploy action, checked. @see action reference EC2 of the CodePipeline user guide */
export interface Ec2Configuration {
  readonly tagKey: string;
  /** Unset: any value. */
  readonly tagValue: string | undefined;
  readonly instanceType: "EC2" | "SSM_MANAGED_NODE";
  readonly how:
    | { readonly kind: "spec"; readonly path: string }
    | {
        readonly kind: "inline";
        readonly targetDirectory: string;
        readonly preScript: string | undefined;
        readonly postScript: string;
      };
  readonly maxBatch: Share;
  readonly maxError: Share;
  readonly targetGroups: readonly string[];
}

/** A number of instances, or a percentage of them. */
export interface Share {
  readonly value: number;
  readonly unit: "instances" | "percent";
}

/** As Systems Manager assumes for a command. */
const DEFAULT_MAX_BATCH: Share = { value: 50, unit: "instances" };
const DEFAULT_MAX_ERROR: Share = { value: 0, unit: "instances" };

/** @throws ActionFailure that names the key and what it may be */
export function ec2Configuration({ actionName, configuration }: ActionJob): Ec2Configuration {
  const refuse = (problem: string): never => {
    throw new ActionFailure("ConfigurationError", `Action ${actionName}: ${problem}`);
  };
  const text = (key: string): string | undefined => configuration[key] || undefined;
  const instanceType = configuration["InstanceType"] ?? "";
  if (instanceType !== "EC2" && instanceType !== "SSM_MANAGED_NODE") {
    return refuse(`InstanceType ${JSON.stringify(instanceType)} must be EC2 or SSM_MANAGED_NODE.`);
  }
  const share = (key: string, least: number): Share | null => {
    const value = text(key);
    const [, digits, percent] = /^(\d{1,3})(%?)$/.exec(value ?? "") ?? [];
    if (value === undefined) return null;
    const isShare = digits !== undefined && Number(digits) >= least && (percent !== "%" || Number(digits) <= 100);
    if (!isShare)
      return refuse(`${key} ${value} must be a number of instances from ${least} on, or a percentage such as 25%.`);
    return { value: Number(digits), unit: percent === "%" ? "percent" : "instances" };
  };
  return {
    tagKey: text("InstanceTagKey") ?? refuse("InstanceTagKey is missing."),
    tagValue: text("InstanceTagValue"),
    instanceType,
    how: howOf(configuration, refuse),
    maxBatch: share("MaxBatch", 1) ?? DEFAULT_MAX_BATCH,
    maxError: share("MaxError", 0) ?? DEFAULT_MAX_ERROR,
    targetGroups: (text("TargetGroupNameList") ?? "").split(",").filter((name) => name.trim() !== ""),
  };
}

/** A percentage of instances is rounded down; a batch still holds one. */
export function instancesOf({ value, unit }: Share, count: number, least: number): number {
  return Math.max(least, unit === "percent" ? Math.floor((count * value) / 100) : value);
}

function howOf(configuration: ActionJob["configuration"], refuse: (problem: string) => never): Ec2Configuration["how"] {
  const path = configuration["DeploySpec"];
  if (path) return { kind: "spec", path };
  const targetDirectory = configuration["TargetDirectory"];
  const postScript = configuration["PostScript"];
  if (!targetDirectory || !postScript) {
    return refuse("it needs DeploySpec, or else TargetDirectory and PostScript.");
  }
  return { kind: "inline", targetDirectory, preScript: configuration["PreScript"] || undefined, postScript };
}
