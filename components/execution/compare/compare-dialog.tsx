"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { useDeferredValue, useState } from "react";
import { Dialog } from "@/components/ui/dialog";
import { Time } from "@/components/ui/time";
import type { ExecutionSummary } from "@/lib/contracts/execution-summary";
import type { ExecutionAddress } from "@/lib/contracts/pipeline-address";
import { executionsQuery } from "@/lib/queries/executions";
import { shortExecutionId } from "../controls/use-execution-commands";
import { revisionTitle, shortRevisionId } from "../revision";
import { executionStatus } from "../run";
import { StatusText } from "../status";

/** In the address instead of an id, where it is worked out from the history. */
export const NAMED_EXECUTIONS = {
  previous: "The execution before it",
  success: "The last success before it",
} as const;

const ITEM =
  "flex min-h-9 flex-wrap items-center gap-x-2.5 px-4 py-1 data-[selected=true]:bg-accent-soft max-sm:min-h-11";
const LONGEST_SEARCH = 200;
const OLDER = "older";

interface CompareDialogProps {
  readonly address: ExecutionAddress;
  /** An execution id, or a name of those above. */
  readonly onChoose: (other: string) => void;
  readonly onClose: () => void;
}

/** Any execution of the pipeline, found by its id, its revision or its message. Mount it to open it. */
export function CompareDialog({ address, onChoose, onClose }: CompareDialogProps) {
  const { connection, pipelineName, pipelineExecutionId } = address;
  const [text, setText] = useState("");
  const [pointedAt, setPointedAt] = useState("");
  const search = useDeferredValue(text.trim());
  const history = useInfiniteQuery({
    ...executionsQuery(connection, pipelineName, search ? { revision: search } : {}),
    placeholderData: (previous) => previous,
  });
  const found = (history.data?.pages.flatMap(({ executions }) => executions) ?? []).filter(
    (one) => one.pipelineExecutionId !== pipelineExecutionId,
  );
  const named = search === "" ? Object.entries(NAMED_EXECUTIONS) : [];
  const values = [...named.map(([value]) => value), ...found.map((one) => one.pipelineExecutionId), OLDER];
  // What was pointed at may have gone with the text; Enter then takes the first that is left.
  const current = values.includes(pointedAt) ? pointedAt : (values[0] ?? "");

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      width="lg"
      title={`Compare ${shortExecutionId(pipelineExecutionId)} with`}
    >
      {/* The server searches, over the whole history. */}
      <Command
        shouldFilter={false}
        label="Executions to compare with"
        value={current}
        onValueChange={setPointedAt}
        className="-mx-4 -mb-3.5 flex min-h-0 flex-col"
      >
        <Command.Input
          value={text}
          onValueChange={(value) => setText(value.slice(0, LONGEST_SEARCH))}
          placeholder="Search by execution id, revision or message"
          className="mx-4 mt-1 mb-2 h-8 rounded-md border border-line-strong bg-surface px-2.5 outline-offset-0 max-sm:h-11"
        />
        <Command.List className="h-[min(420px,55dvh)] overflow-y-auto border-t border-line pb-1">
          {named.map(([value, label]) => (
            <Command.Item key={value} value={value} onSelect={() => onChoose(value)} className={ITEM}>
              {label}
            </Command.Item>
          ))}
          {found.map((one) => (
            <Command.Item
              key={one.pipelineExecutionId}
              value={one.pipelineExecutionId}
              onSelect={() => onChoose(one.pipelineExecutionId)}
              className={ITEM}
            >
              <ExecutionLine execution={one} />
            </Command.Item>
          ))}
          {history.hasNextPage && (
            <Command.Item
              value={OLDER}
              disabled={history.isFetchingNextPage}
              onSelect={() => void history.fetchNextPage()}
              className={ITEM}
            >
              {history.isFetchingNextPage ? "Reading older executions…" : "Show older executions"}
            </Command.Item>
          )}
        </Command.List>
        <p role="status" className="border-t border-line px-4 py-1.5 text-small text-muted">
          {statusText(history, { count: found.length, search })}
        </p>
      </Command>
    </Dialog>
  );
}

function ExecutionLine({ execution }: { readonly execution: ExecutionSummary }) {
  const [revision] = execution.sourceRevisions;
  return (
    <>
      <span className="mono w-[70px] shrink-0">{shortExecutionId(execution.pipelineExecutionId)}</span>
      <StatusText status={executionStatus(execution)} className="w-40 shrink-0" />
      <span className="min-w-0 grow basis-40 truncate text-muted max-sm:order-last max-sm:basis-full max-sm:empty:hidden">
        {revision && (
          <>
            <span className="mono">{shortRevisionId(revision.revisionId)}</span> {revisionTitle(revision)}
          </>
        )}
      </span>
      <span className="ml-auto shrink-0 text-small text-muted">
        started <Time at={Date.parse(execution.startedAt)} format="clock" />
      </span>
    </>
  );
}

function statusText(
  { isPending, isError }: { readonly isPending: boolean; readonly isError: boolean },
  { count, search }: { readonly count: number; readonly search: string },
): string {
  if (isError) return "The history could not be read. Close this and try again.";
  if (isPending) return "Reading the history…";
  if (count === 0) return search ? `No other execution matches “${search}”.` : "There is no other execution yet.";
  const noun = count === 1 ? "execution" : "executions";
  return search ? `${count} ${noun} for “${search}”` : `${count} ${noun}, newest first`;
}
