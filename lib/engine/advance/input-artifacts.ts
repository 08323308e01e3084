import { entryOf } from "@/lib/pipeline/entry-of";
import type { NamedArtifact } from "../records";
import type { ExecutionState } from "../state";

/** What an action or a rule takes in. */
interface Taker {
  readonly inputArtifacts?: readonly { readonly name: string }[] | undefined;
}

/** An input that nothing has put out in this execution. */
export class MissingArtifactError extends Error {}

/** Where the inputs are. Those that nothing has put out are left out. */
export function inputArtifacts({ artifacts }: ExecutionState, { inputArtifacts: inputs = [] }: Taker): NamedArtifact[] {
  return inputs.flatMap(({ name }) => {
    const location = entryOf(artifacts, name);
    return location ? [{ name, location }] : [];
  });
}

/**
 * A declaration has an action for each input, but its stage may have been skipped, and a rule may be asked because that
 * action has failed.
 * @throws MissingArtifactError
 */
export function checkInputArtifacts({ artifacts }: ExecutionState, { inputArtifacts: inputs = [] }: Taker): void {
  const missing = inputs.find(({ name }) => !entryOf(artifacts, name));
  if (!missing) return;
  throw new MissingArtifactError(
    `The input artifact ${missing.name} is not there: no action that ran in this execution has put it out.`,
  );
}
