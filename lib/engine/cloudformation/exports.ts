import { StackFailure } from "./stack-failure";
import { isDeleted, type StackOutput, type StackRecord } from "./stack-record";

export interface Export {
  readonly name: string;
  readonly value: string;
  readonly stackId: string;
}

/** What stacks export, by name. @param exceptStackId a stack cannot import what it exports itself */
export function exportsOf(stacks: readonly StackRecord[], exceptStackId?: string): ReadonlyMap<string, Export> {
  const all = stacks
    .filter((stack) => !isDeleted(stack) && stack.stackId !== exceptStackId)
    .flatMap(({ stackId, outputs }) =>
      outputs.flatMap(({ exportName, value }) =>
        exportName === undefined ? [] : [{ name: exportName, value, stackId }],
      ),
    );
  return new Map(all.map((one) => [one.name, one]));
}

/** Names of exports are unique in an account and Region. @throws StackFailure */
export function checkExportNames(
  stacks: readonly StackRecord[],
  { stackId }: StackRecord,
  outputs: readonly StackOutput[],
): void {
  const others = exportsOf(stacks, stackId);
  for (const { exportName = "" } of outputs) {
    const owner = others.get(exportName);
    if (!owner) continue;
    const name = owner.stackId.split("/")[1];
    throw new StackFailure(`Export with name ${exportName} is already exported by stack ${name}.`);
  }
}

/** What another stack imports stays as it is. @throws StackFailure */
export function checkExportsInUse(
  stacks: readonly StackRecord[],
  stack: StackRecord,
  outputs: readonly StackOutput[],
): void {
  const same = outputs.filter((output) =>
    stack.outputs.some(({ exportName, value }) => exportName === output.exportName && value === output.value),
  );
  const reason = usedExport(stacks, {
    ...stack,
    outputs: stack.outputs.filter(({ exportName }) => !same.some((one) => one.exportName === exportName)),
  });
  if (reason !== null) throw new StackFailure(reason.replace("deleted", "updated"));
}

/** Why a stack cannot go: another imports from it. */
export function usedExport(stacks: readonly StackRecord[], stack: StackRecord): string | null {
  for (const { exportName } of stack.outputs) {
    if (exportName === undefined) continue;
    const user = stacks.find(
      (other) => !isDeleted(other) && other.stackId !== stack.stackId && other.imports.includes(exportName),
    );
    if (user) return `Export ${exportName} cannot be deleted as it is in use by ${user.stackName}`;
  }
  return null;
}
