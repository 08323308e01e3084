import type { ReactNode } from "react";
import { GateIllustration } from "@/components/account/gate-illustration";
import { ThemeToggle } from "@/components/account/theme-toggle";
import { BrandMark } from "@/components/layout/brand-mark";
import { version } from "@/package.json";

/** The pages for people who are not signed in: the form on one side, what Penstock is on the other. */
export default function AuthLayout({ children }: { readonly children: ReactNode }) {
  return (
    <div className="grid min-h-dvh grid-cols-1 lg:grid-cols-2">
      <div className="flex min-w-0 flex-col bg-surface px-5.5 py-5 sm:px-8 sm:py-6">
        <header className="flex items-center gap-2 text-title font-semibold tracking-tight">
          <BrandMark className="size-[22px] text-accent" />
          Penstock
        </header>
        <main className="m-auto w-full max-w-[348px] py-8">{children}</main>
        <footer className="flex gap-3.5 text-small text-faint">
          <span>Version {version}</span>
          <span>Self-hosted</span>
          <ThemeToggle className="ml-auto" />
        </footer>
      </div>
      <aside className="hidden flex-col justify-center overflow-hidden border-l border-line bg-ground py-8 lg:flex">
        <p className="mr-8 ml-14 max-w-[520px] text-[19px]/[27px] font-semibold tracking-tight">
          Draw it, publish it, watch it run, know what ships.
        </p>
        <p className="mt-2 mr-8 ml-14 max-w-[520px] text-muted">
          A workbench for AWS CodePipeline, with an engine that runs the same pipelines on your machine.
        </p>
        <GateIllustration className="mt-7 h-[300px] w-full" />
      </aside>
    </div>
  );
}
