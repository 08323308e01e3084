"use client";
import { Page } from "@/components/layout/page";
import { Button, LinkButton } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";

interface DashboardErrorProps {
  readonly error: Error & { readonly digest?: string };
  readonly reset: () => void;
}

/** Where a page cannot be shown; the rest of the shell goes on. */
export default function DashboardError({ error, reset }: DashboardErrorProps) {
  return (
    <Page crumbs={[{ label: "This page cannot be shown" }]}>
      <ErrorNotice
        className="max-w-[720px]"
        error={{
          message: "Penstock failed to show this page. Nothing was changed; what you typed elsewhere is kept.",
          requestId: error.digest,
        }}
      />
      <div className="flex gap-2">
        <Button onClick={reset}>Try again</Button>
        <LinkButton href="/">Overview</LinkButton>
      </div>
    </Page>
  );
}
