import { Download } from "lucide-react";
import type { Metadata } from "next";
import { SettingsPage } from "@/components/layout/settings-page";
import { AuditTable } from "@/components/audit/audit-table";
import { buttonClass, LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Note } from "@/components/ui/note";
import { Panel } from "@/components/ui/panel";
import { requireViewer } from "@/lib/auth/session";
import { listAuditEvents } from "@/lib/server/audit/list-audit-events";
import { formResult } from "@/lib/server/form-result";

export const metadata: Metadata = { title: "Audit" };

interface AuditPageProps {
  readonly searchParams: Promise<{ readonly before?: string | string[] }>;
}

export default async function AuditPage({ searchParams }: AuditPageProps) {
  const viewer = await requireViewer();
  const { before } = await searchParams;
  const page = await formResult(() => listAuditEvents(viewer, typeof before === "string" ? before : undefined));
  if (!page.ok) {
    return (
      <SettingsPage title="Audit">
        <Note tone="wait">{page.message}</Note>
      </SettingsPage>
    );
  }
  const { entries, olderThan } = page.value;
  return (
    <SettingsPage title="Audit" actions={<CsvLink />}>
      <Panel title="Audit" note="every change and decision, newest first">
        {entries.length === 0 ? (
          <EmptyState title="Nothing older">There are no entries before this point.</EmptyState>
        ) : (
          <AuditTable entries={entries} />
        )}
      </Panel>
      <nav aria-label="Pages" className="flex gap-2">
        {before !== undefined && <LinkButton href="/settings/audit">Newest</LinkButton>}
        {olderThan && <LinkButton href={`/settings/audit?before=${olderThan}`}>Older</LinkButton>}
      </nav>
    </SettingsPage>
  );
}

function CsvLink() {
  return (
    <a href="/api/audit/download" download className={buttonClass()}>
      <Download aria-hidden="true" />
      CSV
    </a>
  );
}
