import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { ConditionStatusText } from "@/components/execution/condition-status";
import { after, executionOf } from "@/components/execution/execution-fixture";
import { ConditionShield } from "@/components/execution/graph/condition-shield";
import { Gate } from "@/components/execution/graph/gate";
import { RunNode } from "@/components/execution/graph/run-node";
import { StageHeader } from "@/components/execution/graph/stage-header";
import { actionsOf, type RunAction, type RunStage, runOf } from "@/components/execution/run";
import { type Status, STATUS, StatusGlyph, StatusPill, StatusText } from "@/components/execution/status";
import { waterfallOf } from "@/components/execution/waterfall/waterfall";
import { rangeStyle } from "@/components/execution/waterfall/waterfall-position";
import { WaterfallRowView } from "@/components/execution/waterfall/waterfall-row-view";
import { TooltipProvider } from "@/components/ui/tooltip";
import {
  ACTION_EXECUTION_STATUSES,
  CONDITION_STATUSES,
  PIPELINE_EXECUTION_STATUSES,
  STAGE_EXECUTION_STATUSES,
} from "@/lib/pipeline/execution";

/** Prints every status of executions, stages, actions, rules and gates, as the pages draw them. */

/** Those the service has no name for. */
const OWN_STATUSES = ["WaitingForApproval", "Queued", "NotStarted"] as const satisfies readonly Status[];
const PIPELINE = { connection: "local", pipelineName: "shop-api" };

const execution = executionOf([
  {
    name: "Build",
    from: 0,
    to: 60,
    status: "Succeeded",
    actions: [
      { name: "Succeeds", attempts: [{ from: 5, to: 60 }] },
      { name: "Fails", attempts: [{ from: 0, to: 20, status: "Failed" }] },
      { name: "Abandoned", attempts: [{ from: 0, to: 30, status: "Abandoned" }] },
      {
        name: "Retried",
        attempts: [
          { from: 0, to: 20, status: "Failed" },
          { from: 30, to: 55 },
        ],
      },
      { name: "Simulated", attempts: [{ from: 0, to: 50, summary: "Simulated locally: nothing was deployed" }] },
    ],
  },
  {
    name: "Production",
    from: 80,
    status: "InProgress",
    actions: [
      { name: "Runs", typicalSeconds: 60, attempts: [{ from: 80, to: 80, status: "InProgress" }] },
      { name: "Approve", category: "Approval", attempts: [{ from: 80, to: 80, status: "InProgress" }] },
      { name: "Later", runOrder: 2, typicalSeconds: 20 },
    ],
  },
]);
const run = runOf(execution);
const [action] = actionsOf(run);
const [stage] = run.stages;
if (!action || !stage) throw new Error("The fixture has a stage with an action.");

process.stdout.write(
  renderToStaticMarkup(
    <TooltipProvider>
      <Section name="executions" columns={3}>
        {[...PIPELINE_EXECUTION_STATUSES, ...OWN_STATUSES].flatMap((status) => [
          <StatusPill key={`${status}/pill`} status={status} />,
          <StatusText key={`${status}/text`} status={status} />,
          <StatusGlyph key={`${status}/glyph`} status={status} />,
        ])}
      </Section>
      <Section name="stages" columns={2}>
        {[...STAGE_EXECUTION_STATUSES, ...OWN_STATUSES].flatMap((status) =>
          [false, true].map((isNarrow) => (
            <StageInStatus key={`${status}/${isNarrow}`} stage={stage} status={status} isNarrow={isNarrow} />
          )),
        )}
      </Section>
      <Section name="actions" columns={2}>
        {[...ACTION_EXECUTION_STATUSES, "WaitingForApproval" as const, "NotStarted" as const].flatMap((status) =>
          [170, 110].map((width) => (
            <ActionInStatus key={`${status}/${width}`} action={inStatus(action, status)} width={width} />
          )),
        )}
        {actionsOf(run)
          .filter(({ name }) => name === "Retried" || name === "Simulated")
          .map((one) => (
            <ActionInStatus key={one.key} action={one} width={170} />
          ))}
      </Section>
      <Section name="conditions" columns={2}>
        {[...CONDITION_STATUSES, null].flatMap((status) => [
          <ConditionStatusText key={`${status}/text`} status={status} />,
          <ConditionShield
            key={`${status}/shield`}
            stageName="Build"
            hasBegun={false}
            conditions={[{ gate: "beforeEntry", result: "FAIL", status, summary: null, rules: [], canOverride: false }]}
          />,
        ])}
      </Section>
      <Section name="gates" columns={4}>
        {[
          { enabled: true },
          { enabled: false },
          { enabled: true, isUnknown: true },
          { enabled: true, waits: true },
        ].map(({ enabled, isUnknown = false, waits = false }) => (
          <div key={`${enabled}/${isUnknown}/${waits}`} className="relative" style={{ width: 48, height: 48 }}>
            <Gate
              pipeline={PIPELINE}
              stageName="Build"
              center={{ x: 24, y: 16 }}
              transition={{ enabled, lastChangedAt: null, lastChangedBy: null, disabledReason: null }}
              isUnknown={isUnknown}
              inbound={waits ? [{ pipelineExecutionId: "7f3c21ab", status: "InProgress" }] : []}
            />
          </div>
        ))}
      </Section>
      <Section name="waterfall" columns={1}>
        <div style={{ ...rangeStyle({ fromMs: 0, toMs: 180_000 }), width: 640 }}>
          {waterfallOf(run, after(110)).rows.map((row, index) => (
            <WaterfallRowView
              // Rows have no identity but their place.
              key={index}
              row={row}
              index={index}
              isSelected={index === 2}
              isTabStop={false}
              onSelect={() => undefined}
            />
          ))}
        </div>
      </Section>
    </TooltipProvider>,
  ),
);

function Section({ name, columns, children }: { name: string; columns: number; children: ReactNode }) {
  return (
    <section
      aria-label={name}
      // Only what the pages use has a style in their sheets.
      style={{
        display: "grid",
        width: "max-content",
        gap: 8,
        padding: 12,
        background: "var(--surface)",
        gridTemplateColumns: `repeat(${columns}, max-content)`,
      }}
    >
      {children}
    </section>
  );
}

function StageInStatus(props: { readonly stage: RunStage; readonly status: Status; readonly isNarrow: boolean }) {
  const { stage: one, status, isNarrow } = props;
  return (
    <div style={{ width: isNarrow ? 130 : 280 }}>
      <StageHeader
        pipeline={PIPELINE}
        pipelineExecutionId={null}
        stage={{ ...one, name: STATUS[status].word, status, startedAt: null }}
        number={1}
        height={34}
        isNarrow={isNarrow}
        at={null}
      />
    </div>
  );
}

function ActionInStatus({ action: one, width }: { readonly action: RunAction; readonly width: number }) {
  return (
    <div className="relative" style={{ width, height: 44 }}>
      <RunNode
        action={one}
        rect={{ x: 0, y: 0, width, height: 44 }}
        isSelected={false}
        onSelect={() => undefined}
        at={null}
      />
    </div>
  );
}

function inStatus(one: RunAction, status: RunAction["status"]): RunAction {
  return { ...one, name: STATUS[status].word, status, ...(status === "NotStarted" && { attempts: [], latest: null }) };
}
