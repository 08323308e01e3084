"use client";
import { ChevronDown, RotateCw } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Menu, MenuContent, MenuItem, MenuTrigger } from "@/components/ui/dropdown-menu";
import { Tooltip } from "@/components/ui/tooltip";
import type { RetryStageInput } from "@/lib/contracts/retry-stage";
import type { Run } from "../run";
import type { ExecutionAddress } from "@/lib/contracts/pipeline-address";
import { RetryDialog } from "./retry-dialog";

interface RetryMenuProps {
  readonly address: ExecutionAddress;
  readonly run: Run;
}

/** Retry of the stage that failed or was stopped: what failed in it, or all of it. */
export function RetryMenu({ address, run }: RetryMenuProps) {
  const [asked, setAsked] = useState<RetryStageInput | null>(null);
  const stages = run.stages.filter((stage) => stage.detail?.canRetry);
  if (stages.length === 0) {
    return (
      <Tooltip content="Nothing has failed in the latest execution of a stage">
        <Button aria-disabled>
          <RotateCw aria-hidden="true" />
          Retry
        </Button>
      </Tooltip>
    );
  }
  const stage = stages.find(({ name }) => name === asked?.stageName);
  return (
    <>
      <Menu>
        <MenuTrigger asChild>
          <Button>
            <RotateCw aria-hidden="true" />
            Retry
            <ChevronDown aria-hidden="true" className="size-3.5" />
          </Button>
        </MenuTrigger>
        <MenuContent>
          {stages.flatMap(({ name }) => [
            <MenuItem
              key={`${name}/failed`}
              onSelect={() => setAsked({ stageName: name, retryMode: "FAILED_ACTIONS" })}
            >
              Retry failed actions of {name}…
            </MenuItem>,
            <MenuItem key={`${name}/all`} onSelect={() => setAsked({ stageName: name, retryMode: "ALL_ACTIONS" })}>
              Retry all actions of {name}…
            </MenuItem>,
          ])}
        </MenuContent>
      </Menu>
      {asked && stage && (
        <RetryDialog address={address} stage={stage} retryMode={asked.retryMode} onClose={() => setAsked(null)} />
      )}
    </>
  );
}
