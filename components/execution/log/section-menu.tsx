"use client";
import { ListTree } from "lucide-react";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "@/components/ui/dropdown-menu";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import type { LogSection } from "@/lib/contracts/log";
import { SectionMark } from "./section-mark";

interface SectionMenuProps {
  readonly sections: readonly LogSection[];
  readonly onChoose: (section: LogSection) => void;
  readonly onFoldAll: () => void;
  readonly onUnfoldAll: () => void;
}

/** The sections of a log: where to go, how each ended, and folding them all. */
export function SectionMenu({ sections, onChoose, onFoldAll, onUnfoldAll }: SectionMenuProps) {
  if (sections.length === 0) return null;
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button className="h-[26px] max-sm:h-7" aria-label="Phases">
          <ListTree aria-hidden="true" />
          <span className="@max-3xl:sr-only">Phases</span>
        </Button>
      </MenuTrigger>
      <MenuContent className="max-h-80 max-w-[min(460px,90vw)] overflow-y-auto">
        <MenuItem onSelect={onFoldAll}>Fold all</MenuItem>
        <MenuItem onSelect={onUnfoldAll}>Unfold all</MenuItem>
        <MenuSeparator />
        {sections.map((section) => (
          <MenuItem key={section.from} onSelect={() => onChoose(section)}>
            <span className={cn("min-w-0 truncate", section.depth === 1 && "pl-4 font-mono text-[11.5px]")}>
              {section.title}
            </span>
            <SectionMark section={section} className="ml-auto pl-4" />
          </MenuItem>
        ))}
      </MenuContent>
    </Menu>
  );
}
