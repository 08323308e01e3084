import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Note } from "@/components/ui/note";

interface WithheldProps {
  readonly why: string;
  readonly reveal: { mutate(): void; readonly isPending: boolean; readonly error: Error | null };
  /** Only some values are dots; the rest is there. */
  readonly isPart?: boolean;
}

/** Stands for what looks like a secret, until somebody asks for it. */
export function Withheld({ why, reveal, isPart = false }: WithheldProps) {
  const button = (
    <Button size={isPart ? "sm" : "md"} pending={reveal.isPending} onClick={() => reveal.mutate()}>
      Show secrets
    </Button>
  );
  const recorded = "Showing it is recorded in the audit log.";
  const failure = reveal.error && <ErrorNotice error={reveal.error} className="m-2" />;
  if (isPart) {
    return (
      <>
        <Note tone="wait" action={button} className="shrink-0 rounded-none border-x-0 border-t-0">
          {why} The values are masked. {recorded}
        </Note>
        {failure}
      </>
    );
  }
  return (
    <>
      <EmptyState title="Held back: this looks like a secret" action={button}>
        {why} {recorded}
      </EmptyState>
      {failure}
    </>
  );
}
