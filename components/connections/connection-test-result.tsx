import { ErrorNotice } from "@/components/ui/error-notice";
import { Note } from "@/components/ui/note";
import type { ConnectionTest } from "@/lib/contracts/connection";

/** Whom the connection reaches, or why it does not. */
export function ConnectionTestResult({ result }: { readonly result: ConnectionTest }) {
  if (!result.ok) {
    return (
      <ErrorNotice
        error={{
          message: result.message,
          awsError: result.awsError ?? undefined,
          requestId: result.requestId ?? undefined,
        }}
      />
    );
  }
  const facts = [
    { name: "Account", value: result.accountId ?? "not told by this endpoint" },
    { name: "Region", value: result.region },
    { name: "Identity", value: result.identityArn ?? "not told by this endpoint" },
    { name: "Pipelines", value: String(result.pipelineCount) },
  ];
  return (
    <Note tone="ok" role="status">
      The connection works.
      <dl className="mt-1 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 text-small">
        {facts.map(({ name, value }) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="font-mono break-all">{value}</dd>
          </div>
        ))}
      </dl>
    </Note>
  );
}
