"use client";
import { useMutation } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { Code } from "@/components/ui/code";
import { CopyButton } from "@/components/ui/copy-button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Note } from "@/components/ui/note";
import type { Connection } from "@/lib/contracts/connection";
import { renewIngestKey } from "@/lib/queries/connections";

interface EventsDialogProps {
  readonly connection: Connection;
  readonly onClose: () => void;
}

/** The address and key for an EventBridge API destination. The key is shown once, here. */
export function EventsDialog({ connection, onClose }: EventsDialogProps) {
  const renew = useMutation({ mutationFn: () => renewIngestKey(connection.slug) });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      width="md"
      title={`Deliver events of ${connection.name}?`}
      description="With an EventBridge rule for source aws.codepipeline and an API destination, changes are on screen within a second. Without them Penstock asks every few seconds while something runs."
      footer={
        <>
          <Button onClick={onClose}>Close</Button>
          {!renew.data && (
            <Button variant="primary" pending={renew.isPending} onClick={() => renew.mutate()}>
              {connection.receivesEvents ? "Renew the key" : "Make a key"}
            </Button>
          )}
        </>
      }
    >
      {connection.receivesEvents && !renew.data && (
        <Note tone="wait">
          This connection has a key already. With a new one, the key before stops working at once.
        </Note>
      )}
      {renew.data && (
        <>
          <Value label="API destination endpoint, method POST" text={renew.data.url} />
          <Value label="Value of the Authorization header" text={`Bearer ${renew.data.key}`} />
          <Note tone="info">Copy the key now: only its hash is kept, so it is not shown again.</Note>
        </>
      )}
      {renew.error && <ErrorNotice error={renew.error} />}
    </Dialog>
  );
}

function Value({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <div>
      <p className="mb-1 text-small font-medium">{label}</p>
      <div className="flex items-start gap-2">
        <Code className="min-w-0 grow break-all">{text}</Code>
        <CopyButton text={text} what={label} />
      </div>
    </div>
  );
}
