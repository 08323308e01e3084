import Link from "next/link";
import { Duration } from "@/components/ui/duration";
import { Panel } from "@/components/ui/panel";
import type { Run, RunStage } from "../run";
import { StatusText } from "../status";

interface RanSoFarProps {
  readonly run: Run;
  /** The stage of the approval: its other actions are told one by one. */
  readonly stageName: string;
  readonly href: string;
}

export function RanSoFar({ run, stageName, href }: RanSoFarProps) {
  const stages = run.stages.filter(({ status }) => status !== "NotStarted");
  return (
    <Panel
      title="What ran so far"
      actions={
        <Link href={href} className="link text-small">
          Open execution
        </Link>
      }
    >
      <ul>
        {stages.map((stage) => (
          <li
            key={stage.name}
            className="grid min-h-8 grid-cols-[minmax(0,1fr)_auto] items-center gap-2 border-b border-line px-3 py-1 last:border-b-0"
          >
            <span className="flex min-w-0 flex-wrap items-center gap-x-2">
              <b className="truncate font-medium">{stage.name}</b>
              <StatusText status={stage.status} />
              {stage.startedAt !== null && (
                <span className="text-small text-muted">
                  <Duration from={stage.startedAt} to={stage.endedAt ?? undefined} />
                </span>
              )}
            </span>
            <span className="truncate text-small text-muted">{remarkOn(stage, stage.name === stageName)}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function remarkOn(stage: RunStage, isHere: boolean): string {
  const actions = stage.groups.flat();
  const running = isHere ? actions.filter(({ status }) => status === "InProgress") : [];
  if (running.length > 0) return `${running.map(({ name }) => name).join(", ")} still running`;
  const retried = actions.filter(({ attempts, status }) => attempts.length > 1 && status === "Succeeded");
  return retried.map(({ name, attempts }) => `${name} passed on attempt ${attempts.length}`).join(", ");
}
