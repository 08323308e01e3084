"use client";
import { Search } from "lucide-react";
import { Kbd } from "@/components/ui/kbd";
import { usePalette } from "./palette-state";

export function PaletteButton({ isIconOnly = false }: { readonly isIconOnly?: boolean }) {
  const setOpen = usePalette((state) => state.setOpen);
  return (
    <button
      type="button"
      onClick={() => setOpen(true)}
      aria-keyshortcuts="Control+K Meta+K"
      className="inline-flex h-7 items-center gap-1.5 rounded-md border border-line-strong bg-surface px-2 text-control text-faint hover:text-ink max-sm:size-11 max-sm:justify-center max-sm:border-transparent"
    >
      <Search aria-hidden="true" className="size-[15px]" />
      <span className={isIconOnly ? "sr-only" : "max-lg:sr-only"}>Search or run a command</span>
      {!isIconOnly && <Kbd className="ml-2 max-lg:hidden">Ctrl K</Kbd>}
    </button>
  );
}
