"use client";
import { Button } from "@/components/ui/button";
import type { TransitionState } from "@/lib/contracts/transition";
import { shortExecutionId } from "../controls/use-execution-commands";
import { ConditionShield } from "../graph/condition-shield";
import { ProviderGlyph } from "../provider-glyph";
import type { Run } from "../run";
import { StatusText } from "../status";

interface PipelineOutlineProps {
  readonly run: Run;
  readonly transitions: ReadonlyMap<string, TransitionState>;
  readonly onSelect: (actionKey: string) => void;
  readonly onConditions: (stageName: string) => void;
  readonly onGate?: (stageName: string) => void;
}

/** The graph as a list, for a phone: stages, their gates, their actions. */
export function PipelineOutline({ run, transitions, onSelect, onConditions, onGate }: PipelineOutlineProps) {
  return (
    <ol aria-label="Stages">
      {run.stages.map((stage, index) => {
        const transition = transitions.get(stage.name);
        return (
          <li key={stage.name} className="border-t border-line first:border-t-0">
            <div className="flex min-h-11 items-center gap-2 bg-ground px-3">
              <span className="text-faint">{index + 1}</span>
              <h2 className="min-w-0 grow truncate">{stage.name}</h2>
              {stage.detail && (
                <ConditionShield
                  stageName={stage.name}
                  conditions={stage.detail.conditions}
                  hasBegun={stage.startedAt !== null}
                  onOpen={onConditions}
                />
              )}
              <StatusText status={stage.status} />
              {index > 0 && transition && onGate && (
                <Button onClick={() => onGate(stage.name)}>{transition.enabled ? "Disable…" : "Enable…"}</Button>
              )}
            </div>
            {(stage.detail?.inboundExecutions.length ?? 0) > 0 && (
              <p className="px-3 py-1 text-small text-muted">
                Waiting for {stage.name}:{" "}
                {stage.detail?.inboundExecutions.map((one) => shortExecutionId(one.pipelineExecutionId)).join(", ")}
              </p>
            )}
            {transition?.enabled === false && (
              <p className="px-3 py-1 text-small text-fail">
                Transition disabled: {transition.disabledReason ?? "no reason given"}
              </p>
            )}
            <ol>
              {stage.groups.flat().map((action) => (
                <li key={action.key} className="border-t border-line">
                  <button
                    type="button"
                    onClick={() => onSelect(action.key)}
                    className="flex min-h-11 w-full items-center gap-2 pr-3 pl-8 text-left -outline-offset-2"
                  >
                    <ProviderGlyph category={action.category} provider={action.provider} />
                    <span className="min-w-0 grow truncate">{action.name}</span>
                    <StatusText status={action.status} />
                  </button>
                </li>
              ))}
            </ol>
          </li>
        );
      })}
    </ol>
  );
}
