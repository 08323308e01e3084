import type { Metadata } from "next";
import Link from "next/link";
import { BrandMark } from "@/components/layout/brand-mark";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export const metadata: Metadata = { title: "Not found" };

/** For an address that no route has, whoever asks: what is missing inside the shell has a page there. */
export default function NotFound() {
  return (
    <div className="flex min-h-dvh flex-col bg-surface px-5.5 py-5 sm:px-8 sm:py-6">
      <Link href="/" className="flex items-center gap-2 self-start text-title font-semibold tracking-tight">
        <BrandMark className="size-[22px] text-accent" />
        Penstock
      </Link>
      <main className="m-auto w-full max-w-[348px] py-8">
        <h1 className="sr-only">Not found</h1>
        <EmptyState
          level={2}
          title="There is no such page"
          action={<LinkButton href="/">Open the overview</LinkButton>}
        >
          The address may be mistyped, or what it named was removed.
        </EmptyState>
      </main>
    </div>
  );
}
