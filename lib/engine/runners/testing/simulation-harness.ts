import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { ActionTypeId } from "@/lib/pipeline/declaration";
import type { Simulation } from "../../local-resources";
import { ActionHarness, type RanAction } from "./action-harness";

interface SimulatedAction {
  readonly configuration: Readonly<Record<string, string>>;
  /** Files by input artifact; the first is the primary input. */
  readonly inputs?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly environmentVariables?: readonly { name: string; value: string }[];
}

/** Runs actions of providers that are simulated. */
export class SimulationHarness {
  readonly actions: ActionHarness;

  private constructor(actions: ActionHarness) {
    this.actions = actions;
  }

  static async create(): Promise<SimulationHarness> {
    return new SimulationHarness(await ActionHarness.create());
  }

  dispose(): Promise<void> {
    return this.actions.dispose();
  }

  /** Binds how actions end, in place of what was bound before. */
  bind(...simulations: readonly Omit<Simulation, "type">[]): void {
    const { resources } = this.actions;
    resources.splice(0, resources.length, ...simulations.map((rest) => ({ type: "simulation" as const, ...rest })));
  }

  async run(
    actionTypeId: Omit<ActionTypeId, "version">,
    { configuration, inputs = {}, environmentVariables }: SimulatedAction,
  ): Promise<RanAction & { readonly output: Record<string, string> }> {
    const inputArtifacts = [];
    for (const [name, files] of Object.entries(inputs)) inputArtifacts.push(await this.actions.input(name, files));
    const output = this.actions.output("Out");
    const ran = await this.actions.run({
      actionTypeId: { ...actionTypeId, version: "1" },
      actionName: "Act",
      configuration,
      inputArtifacts,
      outputArtifacts: [output],
      ...(environmentVariables && { environmentVariables }),
    });
    return { ...ran, output: ran.outcome.status === "Succeeded" ? await this.#contentOf(output) : {} };
  }

  async #contentOf(output: ReturnType<ActionHarness["output"]>): Promise<Record<string, string>> {
    const directory = await this.actions.unpack(output);
    const names = await readdir(directory);
    const contents = await Promise.all(names.map((name) => readFile(path.join(directory, name), "utf8")));
    return Object.fromEntries(names.map((name, index) => [name, contents[index] ?? ""]));
  }
}

/** Why an action failed; empty when it did not. */
export function failureOf({ outcome }: Pick<RanAction, "outcome">): string {
  return outcome.status === "Failed" ? outcome.message : "";
}
