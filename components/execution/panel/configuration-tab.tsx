import { EmptyState } from "@/components/ui/empty-state";
import type { ActionAttempt } from "@/lib/contracts/execution-detail";
import type { RunAction } from "../run";
import { DefinitionList } from "./definition-list";

interface ConfigurationTabProps {
  readonly action: RunAction;
  readonly attempt: ActionAttempt | null;
}

/** What the action was configured with; where a variable was filled in, its value, and below it what was written. */
export function ConfigurationTab({ action, attempt }: ConfigurationTabProps) {
  if (!attempt) {
    return (
      <EmptyState title="Not started">
        {action.name} shows its configuration, with every variable filled in, once it starts.
      </EmptyState>
    );
  }
  const about = [
    { term: "Provider", value: `${attempt.owner} ${attempt.category} ${attempt.provider}` },
    { term: "runOrder", value: String(action.runOrder) },
    ...(attempt.summary ? [{ term: "Summary", value: attempt.summary }] : []),
    ...(attempt.updatedBy ? [{ term: "Updated by", value: attempt.updatedBy }] : []),
    ...(attempt.namespace ? [{ term: "Namespace", value: attempt.namespace }] : []),
    ...(attempt.externalExecutionId ? [{ term: "External execution", value: attempt.externalExecutionId }] : []),
    { term: "Action execution", value: attempt.actionExecutionId },
  ];
  const names = [...new Set([...Object.keys(attempt.configuration), ...Object.keys(attempt.resolvedConfiguration)])];
  const configuration = names.map((term) => {
    const written = attempt.configuration[term];
    const resolved = attempt.resolvedConfiguration[term] ?? written;
    return {
      term,
      value:
        written === undefined || written === resolved ? (
          resolved
        ) : (
          <>
            {resolved}
            <span className="block text-faint">written {written}</span>
          </>
        ),
    };
  });
  return <DefinitionList entries={[...about, ...configuration]} />;
}
