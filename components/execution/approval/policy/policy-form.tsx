"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import { Time } from "@/components/ui/time";
import { toast } from "@/components/ui/toast";
import { withChoice } from "@/components/ui/with-choice";
import type { ApprovalPolicies } from "@/lib/contracts/approval-policy";
import {
  APPROVING_ROLES,
  approvalPolicy,
  type ApprovalPolicy,
  MOST_APPROVALS_REQUIRED,
} from "@/lib/pipeline/approvals/approval-policy";
import { approvalPoliciesQuery, putApprovalPolicy } from "@/lib/queries/approval-policies";
import { HoursFields } from "./hours-fields";

interface PolicyFormProps {
  readonly connection: string;
  readonly pipelineName: string;
  readonly stageName: string;
  readonly actionName: string;
  readonly saved: ApprovalPolicies["policies"][number] | null;
  readonly approvers: ApprovalPolicies["approvers"];
}

const NEW_POLICY: ApprovalPolicy = {
  roles: [...APPROVING_ROLES],
  people: [],
  required: 1,
  excludesAuthor: false,
  hours: null,
};

/** One policy. Give it a `key` of what it is for. */
export function PolicyForm({ connection, pipelineName, stageName, actionName, saved, approvers }: PolicyFormProps) {
  const client = useQueryClient();
  const [policy, setPolicy] = useState<ApprovalPolicy>(saved?.policy ?? NEW_POLICY);
  const [isTried, setTried] = useState(false);
  const issues = approvalPolicy.safeParse(policy).error?.issues ?? [];
  const problem = (field: string) =>
    isTried ? issues.find(({ path }) => path.join(".").startsWith(field))?.message : undefined;
  const change = (part: Partial<ApprovalPolicy>) => setPolicy({ ...policy, ...part });
  const save = useMutation({
    mutationFn: (next: ApprovalPolicy | null) =>
      putApprovalPolicy(connection, pipelineName, { stageName, actionName, policy: next }),
    onSuccess(answer, next) {
      client.setQueryData(approvalPoliciesQuery(connection, pipelineName).queryKey, answer);
      toast.done(`The approval policy of ${pipelineName} is ${next ? "saved" : "removed"}`);
    },
  });

  return (
    <form
      aria-label="Policy"
      noValidate
      className="flex flex-col gap-3.5"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (issues.length === 0) save.mutate(policy);
      }}
    >
      {!saved && <Note>No policy here yet. Without one, one approval by anybody who may approve is enough.</Note>}
      <Field
        label="Approvals needed"
        help="From so many different people. One rejection rejects at once."
        error={problem("required")}
      >
        <Input
          type="number"
          min={1}
          max={MOST_APPROVALS_REQUIRED}
          value={Number.isNaN(policy.required) ? "" : policy.required}
          onChange={(event) => change({ required: event.target.valueAsNumber })}
          className="max-w-24"
        />
      </Field>
      <fieldset className="flex flex-col gap-1.5">
        <legend className="mb-1 text-small font-medium">Roles that may approve</legend>
        {APPROVING_ROLES.map((role) => (
          <Checkbox
            key={role}
            label={`Every ${role}`}
            checked={policy.roles.includes(role)}
            onCheckedChange={(isOn) => change({ roles: withChoice(policy.roles, role, isOn) })}
          />
        ))}
      </fieldset>
      <fieldset className="flex flex-col gap-1.5">
        <legend className="mb-1 text-small font-medium">People who may approve as well</legend>
        {[...approvers, ...formerOf(policy, approvers)].map(({ id, name, email }) => (
          <Checkbox
            key={id}
            label={<span className="[overflow-wrap:anywhere]">{email ? `${name} (${email})` : name}</span>}
            checked={policy.people.includes(id)}
            onCheckedChange={(isOn) => change({ people: withChoice(policy.people, id, isOn) })}
          />
        ))}
      </fieldset>
      {problem("roles") && (
        <Note tone="fail" role="alert">
          {problem("roles")}
        </Note>
      )}
      <Checkbox
        label="Not the author of the change"
        help="Known where the source tells an author's e-mail or name, such as GitHub by connection; CodeCommit and S3 on AWS tell none. Where it is not known, nobody is excluded, and the request says so."
        checked={policy.excludesAuthor}
        onCheckedChange={(excludesAuthor) => change({ excludesAuthor })}
      />
      <HoursFields hours={policy.hours} problem={problem} onChange={(hours) => change({ hours })} />
      {save.error && <ErrorNotice error={save.error} />}
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" variant="primary" pending={save.isPending && save.variables !== null}>
          Save policy
        </Button>
        {saved && (
          <Button
            variant="destructive"
            pending={save.isPending && save.variables === null}
            onClick={() => save.mutate(null)}
          >
            Remove policy
          </Button>
        )}
        {saved && (
          <span className="text-small text-muted">
            Saved by {saved.updatedByName} <Time at={Date.parse(saved.updatedAt)} />
          </span>
        )}
      </div>
    </form>
  );
}

/** People the policy names who may not approve any more: to be taken out. */
function formerOf({ people }: ApprovalPolicy, approvers: ApprovalPolicies["approvers"]) {
  return people
    .filter((id) => !approvers.some((person) => person.id === id))
    .map((id) => ({ id, name: "Somebody who may not approve any more", email: "" }));
}
