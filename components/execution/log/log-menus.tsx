"use client";
import { Clock, Download, WrapText } from "lucide-react";
import { Menu, MenuContent, MenuLink, MenuRadioGroup, MenuRadioItem, MenuTrigger } from "@/components/ui/dropdown-menu";
import { IconButton } from "@/components/ui/icon-button";
import { type LogAddress, logDownloadUrl } from "@/lib/queries/logs";
import { LOG_TIME_LABELS, LOG_TIMES, type LogTime } from "./log-time";

interface LogMenusProps {
  readonly address: LogAddress;
  readonly time: LogTime;
  readonly onTime: (time: LogTime) => void;
  readonly isWrapped: boolean;
  readonly onWrap: (isWrapped: boolean) => void;
}

/** How lines are shown, and the log as a file. */
export function LogMenus({ address, time, onTime, isWrapped, onWrap }: LogMenusProps) {
  return (
    <>
      <IconButton
        label="Wrap long lines"
        variant={isWrapped ? "chosen" : "default"}
        aria-pressed={isWrapped}
        onClick={() => onWrap(!isWrapped)}
      >
        <WrapText aria-hidden="true" className="size-[15px]" />
      </IconButton>
      <Menu>
        <MenuTrigger asChild>
          <IconButton label="Times beside the lines" variant="default">
            <Clock aria-hidden="true" className="size-[15px]" />
          </IconButton>
        </MenuTrigger>
        <MenuContent>
          <MenuRadioGroup
            value={time}
            onValueChange={(value) => {
              const chosen = LOG_TIMES.find((one) => one === value);
              if (chosen) onTime(chosen);
            }}
          >
            {LOG_TIMES.map((value) => (
              <MenuRadioItem key={value} value={value}>
                {LOG_TIME_LABELS[value]}
              </MenuRadioItem>
            ))}
          </MenuRadioGroup>
        </MenuContent>
      </Menu>
      <Menu>
        <MenuTrigger asChild>
          <IconButton label="Download the log" variant="default">
            <Download aria-hidden="true" className="size-[15px]" />
          </IconButton>
        </MenuTrigger>
        <MenuContent>
          <MenuLink href={logDownloadUrl(address, "text")} prefetch={false} download>
            As text, with times
          </MenuLink>
          <MenuLink href={logDownloadUrl(address, "raw")} prefetch={false} download>
            As it was written, escapes included
          </MenuLink>
        </MenuContent>
      </Menu>
    </>
  );
}
