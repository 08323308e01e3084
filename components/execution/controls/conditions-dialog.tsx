"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNotice } from "@/components/ui/error-notice";
import type { ExecutionAddress } from "@/lib/contracts/pipeline-address";
import { OVERRIDABLE_GATES, type StageCondition } from "@/lib/contracts/stage-condition";
import { ConditionStatusText, GATE_WORDS } from "../condition-status";
import { conditionsAt } from "../replay/past";
import { usePast } from "../replay/use-past";
import type { Run, RunStage } from "../run";
import { RuleHistory } from "./rule-history";
import { shortExecutionId, useExecutionCommands } from "./use-execution-commands";

interface ConditionsDialogProps {
  readonly address: ExecutionAddress;
  readonly run: Run;
  readonly stage: RunStage;
  readonly isOperable: boolean;
  /** The instant shown, epoch milliseconds, where it is not the present. */
  readonly at?: number;
  readonly onClose: () => void;
}

/** The conditions of a stage with their rules and reasons, and the override of the one that holds it. Mount it to open it. */
export function ConditionsDialog({ address, run, stage, isOperable, at, onClose }: ConditionsDialogProps) {
  const { override } = useExecutionCommands(address);
  const [asked, setAsked] = useState<keyof typeof OVERRIDABLE_GATES | null>(null);
  const conditions = useToldConditions(address, stage, at);
  const holding = conditions.find(({ canOverride }) => canOverride);
  const gate = holding && isOverridable(holding.gate) ? holding.gate : null;

  if (asked !== null) {
    return (
      <Dialog
        open
        onOpenChange={(open) => !open && onClose()}
        title={`Override the condition ${GATE_WORDS[asked]} of ${stage.name}?`}
        footer={
          <>
            <Button onClick={() => setAsked(null)}>Back</Button>
            <Button
              variant="destructive-solid"
              pending={override.isPending}
              onClick={() =>
                override.mutate(
                  { stageName: stage.name, conditionType: OVERRIDABLE_GATES[asked] },
                  { onSuccess: onClose },
                )
              }
            >
              Override condition
            </Button>
          </>
        }
      >
        <p>{consequence(asked, { address, run, stage })}</p>
        <p className="text-muted">
          Its rules are not asked again. That you overrode it is kept in the audit log, and AWS shows the condition as
          overridden.
        </p>
        {override.error && <ErrorNotice error={override.error} />}
      </Dialog>
    );
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      width="md"
      title={`Conditions of ${stage.name}`}
      description={`As execution ${shortExecutionId(address.pipelineExecutionId)} met them.`}
      footer={
        <>
          <Button onClick={onClose}>Done</Button>
          {isOperable && gate && (
            <Button variant="destructive" onClick={() => setAsked(gate)}>
              Override {GATE_WORDS[gate]}…
            </Button>
          )}
        </>
      }
    >
      {conditions.map((condition) => (
        <ConditionSection key={condition.gate} condition={condition} />
      ))}
      <RuleHistory address={address} stageName={stage.name} />
    </Dialog>
  );
}

/**
 * The service tells a condition's outcome only for the execution that is a stage's latest, and of no other in PARALLEL
 * mode; what the rules came to in this execution tells it of the rest.
 */
function useToldConditions(
  address: ExecutionAddress,
  stage: RunStage,
  at = Number.POSITIVE_INFINITY,
): readonly StageCondition[] {
  const past = usePast(address, { isOpen: true, ruleSource: "connection" });
  const { conditions = [], actions = [] } = stage.detail ?? {};
  const byRules = conditionsAt(stage.name, at, { past, conditions, actions });
  return conditions.map((condition, index) => (condition.status === null ? (byRules[index] ?? condition) : condition));
}

function ConditionSection({
  condition: { gate, result, status, summary, rules },
}: {
  readonly condition: StageCondition;
}) {
  return (
    <section aria-label={`Condition ${GATE_WORDS[gate]}`} className="rounded-md border border-line">
      <header className="flex flex-wrap items-center gap-x-2 gap-y-0.5 border-b border-line px-3 py-1.5">
        <h3 className="font-semibold first-letter:uppercase">{GATE_WORDS[gate]}</h3>
        <ConditionStatusText status={status} />
        {result && <span className="ml-auto text-small text-muted">{RESULT_WORDS[result]}</span>}
      </header>
      {summary && rules.every(({ reason }) => reason === null) && (
        <p className="px-3 pt-1.5 text-small break-words text-muted">{summary}</p>
      )}
      <ul>
        {rules.map((rule) => (
          <li key={rule.name} className="border-line px-3 py-1.5 not-first:border-t">
            <span className="flex min-w-0 flex-wrap items-center gap-x-2">
              <b className="min-w-0 truncate font-medium" title={rule.name}>
                {rule.name}
              </b>
              {rule.provider && <span className="text-small text-faint">{rule.provider}</span>}
              <span className="ml-auto">
                <ConditionStatusText status={rule.status} />
              </span>
            </span>
            {rule.reason && (
              <p className="mt-0.5 text-small break-words whitespace-pre-wrap text-muted">{rule.reason}</p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

const RESULT_WORDS = {
  FAIL: "fails the stage",
  SKIP: "skips the stage; cannot be overridden",
  ROLLBACK: "rolls the stage back",
  RETRY: "retries the stage",
} as const satisfies Record<NonNullable<StageCondition["result"]>, string>;

function isOverridable(gate: StageCondition["gate"]): gate is keyof typeof OVERRIDABLE_GATES {
  return gate in OVERRIDABLE_GATES;
}

function consequence(
  gate: keyof typeof OVERRIDABLE_GATES,
  { address, run, stage }: Pick<ConditionsDialogProps, "address" | "run" | "stage">,
): string {
  const id = shortExecutionId(address.pipelineExecutionId);
  if (gate === "beforeEntry") {
    return `Execution ${id} enters ${stage.name} and runs its actions, although the condition failed.`;
  }
  const next = run.stages[run.stages.findIndex(({ name }) => name === stage.name) + 1];
  return next
    ? `Execution ${id} counts as succeeded in ${stage.name} and goes on to ${next.name}, although the condition failed.`
    : `Execution ${id} counts as succeeded in ${stage.name}, its last stage, although the condition failed.`;
}
