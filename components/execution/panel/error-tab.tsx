import { Note } from "@/components/ui/note";
import type { ActionAttempt } from "@/lib/contracts/execution-detail";
import { adviceOnError } from "@/lib/pipeline/error-advice";
import { DefinitionList } from "./definition-list";

/** What happened in the words of the service, what that means, and what to do. */
export function ErrorTab({ attempt }: { readonly attempt: ActionAttempt }) {
  const { error } = attempt;
  if (!error) return null;
  const advice = adviceOnError(error);
  const entries = [
    ...(error.code ? [{ term: "Code", value: error.code }] : []),
    ...(advice && advice.code !== error.code ? [{ term: "Code in the message", value: advice.code }] : []),
    ...(attempt.summary && attempt.summary !== error.message ? [{ term: "Summary", value: attempt.summary }] : []),
    ...(attempt.externalExecutionId ? [{ term: "External execution", value: attempt.externalExecutionId }] : []),
    { term: "Action execution", value: attempt.actionExecutionId },
  ];
  return (
    <>
      <div className="flex flex-col gap-3 p-3">
        <Note tone="fail">
          <p className="max-h-64 overflow-y-auto [overflow-wrap:anywhere] whitespace-pre-wrap">{error.message}</p>
        </Note>
        {advice ? (
          <section aria-label="What to do">
            <p className="font-medium">{advice.meaning}</p>
            <p className="mt-0.5 text-muted">{advice.remedy}</p>
          </section>
        ) : (
          <p className="text-muted">
            {error.code
              ? `Penstock has no advice on ${error.code}. The message and the log are all that was told.`
              : "The service gave no error code. The message and the log are all that was told."}
          </p>
        )}
      </div>
      <DefinitionList entries={entries} />
    </>
  );
}
