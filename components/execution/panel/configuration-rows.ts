import type { ActionAttempt } from "@/lib/contracts/execution-detail";
import type { ActionDeclaration } from "@/lib/pipeline/declaration";

export interface ConfigurationRow {
  readonly name: string;
  /** Null where only the resolved value was told. */
  readonly written: string | null;
  /** With its variables filled in; null before the action starts. */
  readonly resolved: string | null;
}

/** The configuration of an attempt, or of an action that has not started; commands and environment included. */
export function configurationRows(
  declaration: ActionDeclaration | null,
  attempt: Pick<ActionAttempt, "configuration" | "resolvedConfiguration"> | null,
): readonly ConfigurationRow[] {
  const written = attempt?.configuration ?? declaration?.configuration ?? {};
  const resolved = attempt?.resolvedConfiguration ?? {};
  const names = [...new Set([...Object.keys(written), ...Object.keys(resolved)])];
  const rows = names.map((name) => ({
    name,
    written: written[name] ?? null,
    // The service leaves out what holds no variable.
    resolved: attempt ? (resolved[name] ?? written[name] ?? null) : null,
  }));
  const also = alsoDeclared(declaration).filter(({ name }) => !names.includes(name));
  return [...rows, ...also.map((row) => ({ ...row, resolved: row.written.includes("#{") ? null : row.written }))];
}

/** Members beside `configuration`; the service tells no resolved value of them. */
function alsoDeclared(declaration: ActionDeclaration | null) {
  const { commands = [], environmentVariables = [] } = declaration ?? {};
  return [
    ...(commands.length > 0 ? [{ name: "commands", written: commands.join("\n") }] : []),
    ...environmentVariables.map(({ name, value }) => ({ name: `environmentVariables.${name}`, written: value })),
  ];
}
