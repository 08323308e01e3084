import { Cell, HeaderCell, Row, Table } from "@/components/ui/table";
import type { ActionAttempt } from "@/lib/contracts/execution-detail";
import type { RunAction } from "../run";
import { DefinitionList } from "./definition-list";
import { usedVariables } from "./used-variables";

interface VariablesTabProps {
  readonly action: RunAction;
  readonly attempt: ActionAttempt | null;
  /** By `namespace.key`. */
  readonly known: ReadonlyMap<string, string>;
}

/** What the action reads, and what it hands on. */
export function VariablesTab({ action, attempt, known }: VariablesTabProps) {
  const used = usedVariables(action, attempt, known);
  const outputs = Object.entries(attempt?.outputVariables ?? {});
  const namespace = attempt?.namespace ?? action.declaration?.namespace ?? null;
  return (
    <>
      <section aria-labelledby="variables-in">
        <h3 id="variables-in" className="px-3 pt-2.5 pb-1 font-semibold">
          In
        </h3>
        {used.length === 0 ? (
          <p className="px-3 pb-2 text-muted">This action reads no variable.</p>
        ) : (
          <Table label="Variables the action reads">
            <thead>
              <tr>
                <HeaderCell>Variable</HeaderCell>
                <HeaderCell>Value</HeaderCell>
                <HeaderCell>Read in</HeaderCell>
              </tr>
            </thead>
            <tbody>
              {used.map(({ name, members, value }) => (
                <Row key={name}>
                  <Cell className="mono align-top [overflow-wrap:anywhere]">{`#{${name}}`}</Cell>
                  <Cell className="mono align-top [overflow-wrap:anywhere] whitespace-pre-wrap">
                    {value ?? <span className="font-sans text-faint">not known yet</span>}
                  </Cell>
                  <Cell className="align-top text-small [overflow-wrap:anywhere] text-muted">{members.join(", ")}</Cell>
                </Row>
              ))}
            </tbody>
          </Table>
        )}
      </section>
      <section aria-labelledby="variables-out">
        <h3 id="variables-out" className="px-3 pt-3 pb-1 font-semibold">
          Out
        </h3>
        {outputs.length === 0 ? (
          <p className="px-3 pb-2 text-muted">{outText(attempt)}</p>
        ) : (
          <>
            {namespace === null && (
              <p className="px-3 pb-1 text-small text-muted">Without a namespace no other action can read them.</p>
            )}
            <DefinitionList
              entries={outputs.map(([name, value]) => ({
                term: namespace === null ? name : `#{${namespace}.${name}}`,
                value,
              }))}
            />
          </>
        )}
      </section>
    </>
  );
}

function outText(attempt: ActionAttempt | null): string {
  if (attempt === null || attempt.status === "InProgress")
    return "What it hands on appears here when it has succeeded.";
  return "This action handed no variables on.";
}
