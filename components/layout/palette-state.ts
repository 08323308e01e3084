import { useEffect } from "react";
import { create } from "zustand";

/** Something a person can do from the palette. Every button of a page is worth one. */
export interface PaletteCommand {
  readonly id: string;
  readonly label: string;
  readonly shortcut?: string;
  /** The heading it stands under; "On this page" without one. */
  readonly group?: string;
  /** It is left out while this is false. */
  readonly isEnabled?: () => boolean;
  readonly run: () => void;
}

interface PaletteState {
  readonly isOpen: boolean;
  readonly commands: readonly PaletteCommand[];
  readonly setOpen: (isOpen: boolean) => void;
  readonly toggle: () => void;
  readonly add: (commands: readonly PaletteCommand[]) => () => void;
}

export const usePalette = create<PaletteState>((set) => ({
  isOpen: false,
  commands: [],
  setOpen: (isOpen) => set({ isOpen }),
  toggle: () => set((state) => ({ isOpen: !state.isOpen })),
  add: (commands) => {
    set((state) => ({ commands: [...state.commands, ...commands] }));
    return () => set((state) => ({ commands: state.commands.filter((command) => !commands.includes(command)) }));
  },
}));

/** Offers a page's commands in the palette while the page is mounted. Hand over a memoised list. */
export function usePaletteCommands(commands: readonly PaletteCommand[]): void {
  const add = usePalette((state) => state.add);
  useEffect(() => add(commands), [add, commands]);
}
