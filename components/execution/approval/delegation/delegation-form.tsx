"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import { withChoice } from "@/components/ui/with-choice";
import type { DelegationList } from "@/lib/contracts/approval-delegation";
import { delegationTerms } from "@/lib/pipeline/approvals/delegation";
import { createDelegation, delegationsQuery } from "@/lib/queries/approval-delegations";
import { fromLocalTime, localTime } from "./local-time";

const TIME_ZONE = new Intl.DateTimeFormat().resolvedOptions().timeZone;
const WEEK_MS = 7 * 24 * 3_600_000;

interface Typed {
  readonly delegateId: string;
  /** Null: every pipeline. */
  readonly pipelineIds: readonly string[] | null;
  /** As a `datetime-local` field has it. */
  readonly from: string;
  readonly until: string;
  readonly reason: string;
}

/** Rendered in the browser only, as a dialog is: the first times are of its clock and zone. */
export function DelegationForm({ people, pipelines }: Pick<DelegationList, "people" | "pipelines">) {
  const client = useQueryClient();
  const [typed, setTyped] = useState(nothingTyped);
  const [isTried, setTried] = useState(false);
  const terms = delegationTerms.safeParse({
    ...typed,
    fromAt: fromLocalTime(typed.from),
    untilAt: fromLocalTime(typed.until),
  });
  const problem = (field: string) =>
    isTried ? terms.error?.issues.find(({ path }) => path.join(".").startsWith(field))?.message : undefined;
  const change = (part: Partial<Typed>) => setTyped({ ...typed, ...part });
  const create = useMutation({
    mutationFn: createDelegation,
    onSuccess(answer, { delegateId }) {
      client.setQueryData(delegationsQuery().queryKey, answer);
      toast.done(`${people.find(({ id }) => id === delegateId)?.name ?? "Somebody"} answers approvals for you`);
      setTyped(nothingTyped());
      setTried(false);
    },
  });

  return (
    <form
      aria-label="Hand over"
      noValidate
      className="flex flex-col gap-3.5 border-t border-line pt-3"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!terms.success) return;
        const { fromAt, untilAt, ...rest } = terms.data;
        create.mutate({ ...rest, from: new Date(fromAt).toISOString(), until: new Date(untilAt).toISOString() });
      }}
    >
      <h3 className="font-semibold">Hand your right over</h3>
      <Field label="To" error={problem("delegateId")}>
        <Select value={typed.delegateId} onChange={(event) => change({ delegateId: event.target.value })}>
          <option value="">Choose somebody</option>
          {people.map(({ id, name, email, role }) => (
            <option key={id} value={id}>
              {`${name} (${email}), ${role}`}
            </option>
          ))}
        </Select>
      </Field>
      <div className="grid grid-cols-2 gap-2 max-sm:grid-cols-1">
        <Field label="From" error={problem("fromAt")} help={`In your time zone, ${TIME_ZONE}.`}>
          <Input type="datetime-local" value={typed.from} onChange={(event) => change({ from: event.target.value })} />
        </Field>
        <Field label="Until" error={problem("untilAt")} help="At most 90 days.">
          <Input
            type="datetime-local"
            value={typed.until}
            onChange={(event) => change({ until: event.target.value })}
          />
        </Field>
      </div>
      <fieldset className="flex flex-col gap-1.5">
        <legend className="mb-1 text-small font-medium">For</legend>
        <Checkbox
          label="Every pipeline, those to come included"
          checked={typed.pipelineIds === null}
          onCheckedChange={(isOn) => change({ pipelineIds: isOn ? null : [] })}
        />
        {typed.pipelineIds !== null && (
          <div className="flex max-h-40 flex-col gap-1.5 overflow-y-auto border-l-2 border-line py-1 pl-3">
            {pipelines.map(({ id, connection, pipelineName }) => (
              <Checkbox
                key={id}
                label={<span className="[overflow-wrap:anywhere]">{`${connection}/${pipelineName}`}</span>}
                checked={typed.pipelineIds?.includes(id) ?? false}
                onCheckedChange={(isOn) => change({ pipelineIds: withChoice(typed.pipelineIds ?? [], id, isOn) })}
              />
            ))}
            {pipelines.length === 0 && <p className="text-small text-muted">No live pipeline has an approval.</p>}
          </div>
        )}
      </fieldset>
      {problem("pipelineIds") && (
        <Note tone="fail" role="alert">
          {problem("pipelineIds")}
        </Note>
      )}
      <Field label="Reason" error={problem("reason")} help="Shown with every answer that is given for you.">
        <Input
          value={typed.reason}
          placeholder="Holiday"
          onChange={(event) => change({ reason: event.target.value })}
        />
      </Field>
      {create.error && <ErrorNotice error={create.error} />}
      <Button type="submit" variant="primary" className="self-start max-sm:h-11" pending={create.isPending}>
        Hand over
      </Button>
    </form>
  );
}

function nothingTyped(): Typed {
  const now = Date.now();
  return { delegateId: "", pipelineIds: null, from: localTime(now), until: localTime(now + WEEK_MS), reason: "" };
}
