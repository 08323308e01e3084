import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { TopBar } from "./top-bar";

interface PageProps extends React.ComponentProps<typeof TopBar> {
  /** Touches the frame, between the top bar and the content: a summary strip, tabs, filters. */
  readonly strip?: ReactNode;
  /** `padded` for panels in a column, `full` for strips and docks that touch the frame. */
  readonly layout?: "padded" | "full";
  readonly children: ReactNode;
}

/** A page of the shell: its top bar, a strip that stays, and the content, which alone scrolls. */
export function Page({ strip, layout = "padded", children, ...bar }: PageProps) {
  return (
    <>
      <TopBar {...bar} />
      <main id="main" tabIndex={-1} className="flex min-h-0 grow flex-col outline-none">
        {strip}
        <div className={cn("flex min-h-0 grow flex-col overflow-auto", layout === "padded" && "gap-4 p-4 max-sm:p-3")}>
          {children}
        </div>
      </main>
    </>
  );
}
