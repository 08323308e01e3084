"use client";
import { ExternalLink, X } from "lucide-react";
import { memo, type Ref } from "react";
import { parseAsInteger, parseAsStringLiteral, useQueryState } from "nuqs";
import { buttonClass } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Select } from "@/components/ui/select";
import { Tab, TabList, TabPanel, Tabs } from "@/components/ui/tabs";
import { Tag } from "@/components/ui/tag";
import { Tooltip } from "@/components/ui/tooltip";
import { assertNever } from "@/lib/assert-never";
import type { ActionAttempt } from "@/lib/contracts/execution-detail";
import type { ExecutionAddress } from "@/lib/contracts/pipeline-address";
import { LogPanel } from "../log/log-panel";
import { ProviderGlyph } from "../provider-glyph";
import type { RunAction } from "../run";
import { StatusText } from "../status";
import { ApprovalTab } from "./approval-tab";
import { ArtifactsTab } from "./artifacts-tab";
import { ConfigurationTab } from "./configuration-tab";
import { ErrorTab } from "./error-tab";
import { VariablesTab } from "./variables-tab";

const TABS = ["approval", "log", "error", "artifacts", "configuration", "variables"] as const;
type PanelTab = (typeof TABS)[number];

interface ActionPanelProps {
  /** The section; it takes the focus when it is brought into view. */
  readonly ref: Ref<HTMLElement>;
  readonly address: ExecutionAddress;
  readonly executionStartedAt: number;
  readonly action: RunAction;
  /** What the variables of the execution hold, by `namespace.key`. */
  readonly knownVariables: ReadonlyMap<string, string>;
  readonly onClose: () => void;
}

/** Everything about one action of this execution. Give it a `key` of the action. */
export const ActionPanel = memo(function ActionPanel(props: ActionPanelProps) {
  const { ref, address, executionStartedAt, action, knownVariables, onClose } = props;
  const [chosenTab, setTab] = useQueryState("tab", parseAsStringLiteral(TABS));
  const [attemptNumber, setAttempt] = useQueryState("attempt", parseAsInteger);
  const [, setLine] = useQueryState("line");
  const attempt = action.attempts[(attemptNumber ?? action.attempts.length) - 1] ?? action.latest;
  const tabs = tabsOf(action, attempt);
  const tab = tabs.find((one) => one === chosenTab) ?? tabs[0] ?? "configuration";

  return (
    <section
      ref={ref}
      tabIndex={-1}
      aria-label={`Action ${action.name}`}
      className="flex min-h-0 min-w-0 flex-col bg-surface outline-none max-lg:border-t max-lg:border-line lg:border-l lg:border-line"
    >
      <header className="flex h-[38px] shrink-0 items-center gap-2 border-b border-line px-3 max-sm:h-auto max-sm:flex-wrap max-sm:py-1">
        <ProviderGlyph category={action.category} provider={action.provider} />
        <h2 className="min-w-0 truncate" title={action.key}>
          {action.stageName} / {action.name}
        </h2>
        <StatusText status={action.status} />
        {action.isSimulated && <Tag>simulated locally</Tag>}
        <span className="ml-auto flex items-center gap-1">
          {action.attempts.length > 1 && (
            <Select
              aria-label="Attempt"
              value={attempt ? action.attempts.indexOf(attempt) + 1 : ""}
              onChange={(event) => {
                void setAttempt(Number(event.target.value));
                void setLine(null);
              }}
              className="w-32 max-sm:w-44"
            >
              {action.attempts.map((one, index) => (
                <option key={one.actionExecutionId} value={index + 1}>
                  Attempt {index + 1} of {action.attempts.length}
                </option>
              ))}
            </Select>
          )}
          {attempt?.externalExecutionUrl && /^https?:/.test(attempt.externalExecutionUrl) && (
            <Tooltip content={`Open in ${action.provider}`}>
              <a
                href={attempt.externalExecutionUrl}
                target="_blank"
                rel="noreferrer"
                aria-label={`Open in ${action.provider}`}
                className={buttonClass({ variant: "quiet" })}
              >
                <ExternalLink aria-hidden="true" />
              </a>
            </Tooltip>
          )}
          <IconButton label="Close the action" onClick={onClose}>
            <X aria-hidden="true" className="size-4" />
          </IconButton>
        </span>
      </header>
      <Tabs
        value={tab}
        onValueChange={(value) => void setTab(TABS.find((one) => one === value) ?? null)}
        className="flex min-h-0 grow flex-col"
      >
        <TabList aria-label="About this action" className="shrink-0 px-3">
          {tabs.map((value) => (
            <Tab key={value} value={value}>
              {LABELS[value]}
            </Tab>
          ))}
        </TabList>
        <TabPanel value={tab} tabIndex={-1} className="flex min-h-0 grow flex-col overflow-y-auto outline-none">
          <TabContent
            key={attempt?.actionExecutionId}
            tab={tab}
            address={address}
            executionStartedAt={executionStartedAt}
            action={action}
            attempt={attempt}
            knownVariables={knownVariables}
          />
        </TabPanel>
      </Tabs>
    </section>
  );
});

const LABELS = {
  approval: "Approval",
  log: "Log",
  error: "Error",
  artifacts: "Artifacts",
  configuration: "Configuration",
  variables: "Variables",
} as const satisfies Record<PanelTab, string>;

/** In the order they matter for this attempt: what needs an answer first, then what went wrong. */
function tabsOf(action: RunAction, attempt: ActionAttempt | null): readonly PanelTab[] {
  const common = ["artifacts", "configuration", "variables"] as const;
  if (!attempt) return ["configuration", "variables"];
  if (action.category === "Approval") return ["approval", "configuration", "variables"];
  const hasError = attempt.error !== null;
  if (attempt.hasLog) return hasError ? ["log", "error", ...common] : ["log", ...common];
  return hasError ? ["error", ...common] : common;
}

interface TabContentProps {
  readonly tab: PanelTab;
  readonly address: ExecutionAddress;
  readonly executionStartedAt: number;
  readonly action: RunAction;
  readonly attempt: ActionAttempt | null;
  readonly knownVariables: ReadonlyMap<string, string>;
}

function TabContent({ tab, address, executionStartedAt, action, attempt, knownVariables }: TabContentProps) {
  if (tab === "variables") return <VariablesTab action={action} attempt={attempt} known={knownVariables} />;
  if (!attempt) return <ConfigurationTab action={action} attempt={null} />;
  switch (tab) {
    case "approval":
      return <ApprovalTab address={address} action={action} attempt={attempt} />;
    case "log":
      return (
        <LogPanel
          address={{ ...address, actionExecutionId: attempt.actionExecutionId }}
          isRunning={attempt.status === "InProgress"}
          hasFailed={attempt.status === "Failed"}
          actionStartedAt={Date.parse(attempt.startedAt)}
          executionStartedAt={executionStartedAt}
        />
      );
    case "error":
      return <ErrorTab attempt={attempt} />;
    case "artifacts":
      return <ArtifactsTab address={address} attempt={attempt} />;
    case "configuration":
      return <ConfigurationTab action={action} attempt={attempt} />;
    default:
      return assertNever(tab);
  }
}
