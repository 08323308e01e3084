import type { ReactNode } from "react";

interface DefinitionListProps {
  readonly entries: readonly { readonly term: string; readonly value: ReactNode }[];
}

/** Names and values of a configuration: long ones wrap, nothing is cut. */
export function DefinitionList({ entries }: DefinitionListProps) {
  return (
    <dl className="grid grid-cols-[minmax(120px,auto)_minmax(0,1fr)] gap-x-4 max-sm:grid-cols-1">
      {entries.map(({ term, value }) => (
        <div
          key={term}
          className="col-span-full grid grid-cols-subgrid border-b border-line px-3 py-1.5 last:border-b-0"
        >
          <dt className="text-small text-muted [overflow-wrap:anywhere]">{term}</dt>
          <dd className="mono [overflow-wrap:anywhere] whitespace-pre-wrap">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
