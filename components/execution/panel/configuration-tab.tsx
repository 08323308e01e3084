import { EmptyState } from "@/components/ui/empty-state";
import { Cell, HeaderCell, Row, Table } from "@/components/ui/table";
import type { ActionAttempt } from "@/lib/contracts/execution-detail";
import { configurationRows } from "./configuration-rows";
import type { RunAction } from "../run";
import { DefinitionList } from "./definition-list";

interface ConfigurationTabProps {
  readonly action: RunAction;
  readonly attempt: ActionAttempt | null;
}

/** What the action is configured with: as it is written, and beside it with every variable filled in. */
export function ConfigurationTab({ action, attempt }: ConfigurationTabProps) {
  const rows = configurationRows(action.declaration, attempt);
  return (
    <>
      <DefinitionList entries={attempt ? aboutAttempt(action, attempt) : aboutAction(action)} />
      {rows.length === 0 ? (
        <EmptyState title="No configuration">
          {attempt || action.declaration
            ? "This action takes no configuration."
            : "The definition of this version is not known here; it shows once the action starts."}
        </EmptyState>
      ) : (
        <Table label="Configuration">
          <thead>
            <tr>
              <HeaderCell>Configuration</HeaderCell>
              <HeaderCell>As written</HeaderCell>
              <HeaderCell>Resolved</HeaderCell>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, written, resolved }) => (
              <Row key={name}>
                <Cell className="align-top text-small text-muted [overflow-wrap:anywhere]">{name}</Cell>
                <Cell className="mono min-w-32 align-top [overflow-wrap:anywhere] whitespace-pre-wrap">
                  {written ?? <span className="font-sans text-faint">not told</span>}
                </Cell>
                <Cell className="mono min-w-32 align-top [overflow-wrap:anywhere] whitespace-pre-wrap">
                  {resolved === null ? (
                    <span className="font-sans text-faint">when it starts</span>
                  ) : resolved === written ? (
                    <span className="font-sans text-faint">the same</span>
                  ) : (
                    resolved
                  )}
                </Cell>
              </Row>
            ))}
          </tbody>
        </Table>
      )}
    </>
  );
}

function aboutAttempt(action: RunAction, attempt: ActionAttempt) {
  return [
    { term: "Provider", value: `${attempt.owner} ${attempt.category} ${attempt.provider}` },
    { term: "runOrder", value: String(action.runOrder) },
    ...(attempt.summary ? [{ term: "Summary", value: attempt.summary }] : []),
    ...(attempt.updatedBy ? [{ term: "Updated by", value: attempt.updatedBy }] : []),
    ...(attempt.namespace ? [{ term: "Namespace", value: attempt.namespace }] : []),
    ...(attempt.externalExecutionId ? [{ term: "External execution", value: attempt.externalExecutionId }] : []),
    { term: "Action execution", value: attempt.actionExecutionId },
  ];
}

function aboutAction({ declaration, runOrder }: RunAction) {
  if (!declaration) return [{ term: "runOrder", value: String(runOrder) }];
  const { owner, category, provider } = declaration.actionTypeId;
  return [
    { term: "Provider", value: `${owner} ${category} ${provider}` },
    { term: "runOrder", value: String(runOrder) },
    ...(declaration.namespace ? [{ term: "Namespace", value: declaration.namespace }] : []),
  ];
}
