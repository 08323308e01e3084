import { readdir } from "node:fs/promises";
import path from "node:path";
import { systemClock, type Clock } from "@/lib/clock";
import type { DeploymentGroup } from "../../local-resources";
import type { DeploymentTargetProgress } from "../runner";
import { ActionHarness, type RanAction } from "./action-harness";

const CODEDEPLOY = { category: "Deploy", owner: "AWS", provider: "CodeDeploy", version: "1" } as const;
const CONFIGURATION = { ApplicationName: "Shop", DeploymentGroupName: "Production" };

/** Deploys to the group Shop/Production, whose targets are directories of the test's own. */
export class DeploymentHarness {
  readonly actions: ActionHarness;

  private constructor(actions: ActionHarness) {
    this.actions = actions;
  }

  static async create(): Promise<DeploymentHarness> {
    return new DeploymentHarness(await ActionHarness.create());
  }

  dispose(): Promise<void> {
    return this.actions.dispose();
  }

  /** Where a target's file system begins, or another directory of the test. */
  pathOf(...names: string[]): string {
    return path.join(this.actions.directory, ...names);
  }

  targets(...names: string[]): DeploymentGroup["targets"] {
    return names.map((name) => ({ name, rootDirectory: this.pathOf(name) }));
  }

  /** Registers the group, or registers it anew. */
  register(targets: DeploymentGroup["targets"], settings: Partial<DeploymentGroup> = {}): void {
    const { resources } = this.actions;
    resources.splice(0, resources.length, { type: "deployment-group", name: "Shop/Production", targets, ...settings });
  }

  async deploy(
    files: Readonly<Record<string, string>>,
    { signal, clock = systemClock }: { readonly signal?: AbortSignal; readonly clock?: Clock } = {},
  ): Promise<RanAction> {
    const input = await this.actions.input("BuildOut", files);
    const job = { actionTypeId: CODEDEPLOY, configuration: CONFIGURATION, inputArtifacts: [input] };
    return this.actions.run(job, signal, { clock });
  }

  /** Everything below a directory, by name. */
  async listing(...names: string[]): Promise<string[]> {
    return (await readdir(this.pathOf(...names), { recursive: true })).toSorted((a, b) => (a < b ? -1 : 1));
  }
}

/** How each target ended, by name. */
export function statusesOf({ reports }: RanAction): Record<string, string> {
  return Object.fromEntries((reports.at(-1)?.targets ?? []).map(({ name, status }) => [name, status]));
}

export function targetOf({ reports }: RanAction, name: string): DeploymentTargetProgress | undefined {
  return reports.at(-1)?.targets?.find((target) => target.name === name);
}
