import { EmptyState } from "@/components/ui/empty-state";
import type { ActionAttempt } from "@/lib/contracts/execution-detail";
import { DefinitionList } from "./definition-list";

export function VariablesTab({ attempt }: { readonly attempt: ActionAttempt }) {
  const variables = Object.entries(attempt.outputVariables);
  if (variables.length === 0) {
    return (
      <EmptyState title="No output variables">
        {attempt.status === "InProgress"
          ? "Variables this action hands on appear here when it has succeeded."
          : "This action handed no variables on."}
      </EmptyState>
    );
  }
  const prefix = attempt.namespace ?? "";
  return (
    <DefinitionList
      entries={variables.map(([name, value]) => ({ term: prefix ? `#{${prefix}.${name}}` : name, value }))}
    />
  );
}
