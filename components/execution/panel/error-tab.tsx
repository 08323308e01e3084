import { Note } from "@/components/ui/note";
import type { ActionAttempt } from "@/lib/contracts/execution-detail";
import { DefinitionList } from "./definition-list";

export function ErrorTab({ attempt }: { readonly attempt: ActionAttempt }) {
  if (!attempt.error) return null;
  const entries = [
    ...(attempt.error.code ? [{ term: "Code", value: attempt.error.code }] : []),
    ...(attempt.summary ? [{ term: "Summary", value: attempt.summary }] : []),
    ...(attempt.externalExecutionId ? [{ term: "External execution", value: attempt.externalExecutionId }] : []),
  ];
  return (
    <>
      <div className="p-3">
        <Note tone="fail">
          <span className="whitespace-pre-wrap">{attempt.error.message}</span>
        </Note>
      </div>
      <DefinitionList entries={entries} />
    </>
  );
}
