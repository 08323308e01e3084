"use client";
import { Ellipsis, History, Play, Square } from "lucide-react";
import { useState } from "react";
import { Button, LinkButton } from "@/components/ui/button";
import { Menu, MenuContent, MenuItem, MenuLink, MenuSeparator, MenuTrigger } from "@/components/ui/dropdown-menu";
import { IconButton } from "@/components/ui/icon-button";
import type { ExecutionDetail } from "@/lib/contracts/execution-detail";
import { isTerminal } from "@/lib/pipeline/execution";
import { compareHref, pipelineHref } from "@/lib/queries/urls";
import { RetryMenu } from "./controls/retry-menu";
import { RollbackDialog } from "./controls/rollback-dialog";
import { StartDialog } from "./controls/start-dialog";
import { StopDialog } from "./controls/stop-dialog";
import type { ExecutionAddress } from "@/lib/contracts/pipeline-address";
import { actionsOf, type Run } from "./run";

interface ExecutionControlsProps {
  readonly address: ExecutionAddress;
  readonly execution: ExecutionDetail;
  readonly run: Run;
  /** The viewer may operate, and there is something behind it to operate. */
  readonly isOperable: boolean;
  readonly onReview: (actionKey: string) => void;
  readonly onReplay: () => void;
  readonly onCompare: () => void;
}

/** The one primary button is the approval while one waits, and otherwise a fresh start. */
export function ExecutionControls(props: ExecutionControlsProps) {
  const { address, execution, run, isOperable, onReview, onReplay, onCompare } = props;
  const [open, setOpen] = useState<"stop" | "start" | "rollback" | null>(null);
  const waiting = actionsOf(run).find(({ status }) => status === "WaitingForApproval");
  const isOver = isTerminal(execution.status);

  return (
    <>
      {waiting && (
        <Button variant="primary" onClick={() => onReview(waiting.key)}>
          Review approval
        </Button>
      )}
      {isOperable && !isOver && (
        <Button onClick={() => setOpen("stop")}>
          <Square aria-hidden="true" className="size-3 fill-current" />
          Stop…
        </Button>
      )}
      {isOperable && <RetryMenu address={address} run={run} />}
      {isOperable && execution.declaration && (
        <Button onClick={() => setOpen("rollback")} className="max-xl:hidden">
          <History aria-hidden="true" />
          Roll back…
        </Button>
      )}
      {isOperable && isOver && execution.declaration && (
        <Button variant={waiting ? "default" : "primary"} onClick={() => setOpen("start")}>
          <Play aria-hidden="true" />
          Start again…
        </Button>
      )}
      <Menu>
        <MenuTrigger asChild>
          <IconButton label="More for this execution">
            <Ellipsis aria-hidden="true" />
          </IconButton>
        </MenuTrigger>
        <MenuContent>
          <MenuItem disabled={!isOver} onSelect={onReplay}>
            {isOver ? "Replay" : "Replay, once it has ended"}
          </MenuItem>
          <MenuItem onSelect={onCompare}>Compare…</MenuItem>
          <MenuLink href={compareHref(address, "previous")}>Compare with the execution before it</MenuLink>
          <MenuLink href={compareHref(address, "success")}>Compare with the last success</MenuLink>
          {isOperable && execution.declaration && (
            <>
              <MenuSeparator />
              <MenuItem onSelect={() => setOpen("rollback")}>Roll back a stage…</MenuItem>
            </>
          )}
        </MenuContent>
      </Menu>
      <LinkButton href={pipelineHref(address.connection, address.pipelineName)} className="sm:hidden">
        Pipeline
      </LinkButton>
      {open === "stop" && <StopDialog address={address} run={run} onClose={() => setOpen(null)} />}
      {open === "rollback" && execution.declaration && (
        <RollbackDialog address={address} run={run} declaration={execution.declaration} onClose={() => setOpen(null)} />
      )}
      {open === "start" && execution.declaration && (
        <StartDialog
          connection={address.connection}
          pipelineName={address.pipelineName}
          declaration={execution.declaration}
          initial={{
            variables: Object.fromEntries(execution.variables.map(({ name, resolvedValue }) => [name, resolvedValue])),
            revisions: {},
          }}
          earlier={execution}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}
