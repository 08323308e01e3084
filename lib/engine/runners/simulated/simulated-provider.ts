import type { Stacks } from "../../cloudformation/stacks";
import type { ActionJob } from "../runner";
import type { ArtifactFiles } from "./artifact-files";
import type { SimulatedState } from "./simulated-state";

/** What a provider is told of the action that it plays. */
export interface SimulatedWork {
  readonly job: ActionJob;
  readonly files: ArtifactFiles;
  /** What the provider remembers between actions: stack sets, task definitions. */
  readonly state: SimulatedState;
  /** Those of CloudFormation, which its API shows too. */
  readonly stacks: Stacks;
  /** Outputs that a person has bound, for what would be found out only in AWS. */
  readonly outputs: Readonly<Record<string, string>>;
  note(line: string): void;
  newId(): string;
  nowAt(): number;
}

/** What is left to do when the inputs were found right. */
export interface SimulatedPlan {
  /** What AWS would have done, in the past: `stack shop was created`. */
  readonly done: string;
  /** Makes it so in what is remembered. */
  succeed?(): Promise<SimulatedResult>;
  /** Remembers what a failure leaves behind. */
  fail?(): Promise<void>;
}

export interface SimulatedResult {
  readonly outputVariables?: Readonly<Record<string, string>>;
  /** For the first output artifact. */
  readonly file?: { readonly path: string; readonly content: string };
  readonly externalExecutionId?: string;
}

/**
 * Checks the inputs of an action as its provider would, and says what it would do with them.
 * @throws ActionFailure with what is wrong and what to change
 */
export type SimulatedProvider = (work: SimulatedWork) => Promise<SimulatedPlan>;
