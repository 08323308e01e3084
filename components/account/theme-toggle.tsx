"use client";
import { cn } from "@/components/ui/cn";
import { chooseTheme } from "@/components/layout/theme";

/** Turns the theme that is shown into the other one. */
export function ThemeToggle({ className }: { readonly className?: string }) {
  return (
    <button
      type="button"
      className={cn("text-muted hover:text-ink", className)}
      onClick={() => chooseTheme(document.documentElement.dataset["theme"] === "dark" ? "light" : "dark")}
    >
      Switch theme
    </button>
  );
}
