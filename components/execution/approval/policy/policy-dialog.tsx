"use client";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import type { PipelineDetail } from "@/lib/contracts/pipeline-detail";
import { approvalPoliciesQuery } from "@/lib/queries/approval-policies";
import { PolicyForm } from "./policy-form";

interface PolicyDialogProps {
  readonly pipeline: PipelineDetail;
  readonly onClose: () => void;
}

interface Scope {
  readonly label: string;
  readonly stageName: string;
  readonly actionName: string;
}

/** Who may approve in a pipeline: for all of it, and differently for a stage or an action where that is wanted. */
export function PolicyDialog({ pipeline, onClose }: PolicyDialogProps) {
  const { connection, pipelineName } = pipeline;
  const { data, error } = useQuery(approvalPoliciesQuery(connection, pipelineName));
  const [chosen, setChosen] = useState(0);
  const scopes = scopesOf(pipeline);
  const scope = scopes[chosen] ?? EVERYWHERE;
  const policyOf = ({ stageName, actionName }: Scope) =>
    data?.policies.find((one) => one.stageName === stageName && one.actionName === actionName) ?? null;
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      width="md"
      title={`Approval policy of ${pipelineName}`}
      description="Applies to approvals answered in Penstock. Who may call AWS directly is up to IAM."
    >
      {data ? (
        <>
          <Field label="For" help="The closest policy applies: an action's own, else its stage's, else the pipeline's.">
            <Select value={chosen} onChange={(event) => setChosen(Number(event.target.value))}>
              {scopes.map((one, index) => (
                <option key={one.label} value={index}>
                  {one.label}
                  {policyOf(one) && " (has a policy)"}
                </option>
              ))}
            </Select>
          </Field>
          <PolicyForm
            key={`${scope.label}/${policyOf(scope)?.updatedAt}`}
            connection={connection}
            pipelineName={pipelineName}
            stageName={scope.stageName}
            actionName={scope.actionName}
            saved={policyOf(scope)}
            approvers={data.approvers}
          />
        </>
      ) : error ? (
        <ErrorNotice error={error} />
      ) : (
        <div role="status" aria-busy="true" aria-label="Reading the policies" className="flex flex-col gap-3">
          <Skeleton className="h-8" />
          <Skeleton className="h-32" />
        </div>
      )}
    </Dialog>
  );
}

const EVERYWHERE: Scope = { label: "Every approval of the pipeline", stageName: "", actionName: "" };

function scopesOf({ liveDeclaration }: PipelineDetail): Scope[] {
  const stages = (liveDeclaration?.stages ?? []).flatMap(({ name: stageName, actions }) => {
    const approvals = actions.filter(({ actionTypeId }) => actionTypeId.category === "Approval");
    if (approvals.length === 0) return [];
    return [
      { label: `Stage ${stageName}`, stageName, actionName: "" },
      ...approvals.map(({ name }) => ({ label: `Action ${stageName} / ${name}`, stageName, actionName: name })),
    ];
  });
  return [EVERYWHERE, ...stages];
}
