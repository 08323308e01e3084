"use client";
import { cn } from "@/components/ui/cn";
import { Contrast } from "lucide-react";
import { useSyncExternalStore } from "react";
import { Menu, MenuContent, MenuRadioGroup, MenuRadioItem, MenuTrigger } from "@/components/ui/dropdown-menu";
import { SIDE_BAR_IDLE, SIDE_BAR_ITEM, WIDE_ONLY } from "./side-bar-look";
import { chooseTheme, readTheme, subscribeToTheme, THEMES, type Theme } from "./theme";

const LABELS = { system: "As the system", light: "Light", dark: "Dark" } as const satisfies Record<Theme, string>;

export function ThemeMenu() {
  return (
    <Menu>
      <MenuTrigger className={cn(SIDE_BAR_ITEM, SIDE_BAR_IDLE)} title="Theme">
        <Contrast aria-hidden="true" strokeWidth={1.75} />
        <span className={WIDE_ONLY}>Theme</span>
      </MenuTrigger>
      <MenuContent side="right" align="end">
        <ThemeChoice />
      </MenuContent>
    </Menu>
  );
}

/** The three choices, for any menu. */
export function ThemeChoice() {
  const theme = useSyncExternalStore(subscribeToTheme, readTheme, () => "system" as const);
  return (
    <MenuRadioGroup
      value={theme}
      onValueChange={(value) => {
        const chosen = THEMES.find((candidate) => candidate === value);
        if (chosen) chooseTheme(chosen);
      }}
    >
      {THEMES.map((value) => (
        <MenuRadioItem key={value} value={value}>
          {LABELS[value]}
        </MenuRadioItem>
      ))}
    </MenuRadioGroup>
  );
}
