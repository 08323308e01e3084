import { Cell, HeaderCell, Row, Table } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import type { AuditEntry } from "@/lib/contracts/audit";

export function AuditTable({ entries }: { readonly entries: readonly AuditEntry[] }) {
  return (
    <Table label="Audit events">
      <thead>
        <tr>
          <HeaderCell>When</HeaderCell>
          <HeaderCell>Who</HeaderCell>
          <HeaderCell>What</HeaderCell>
          <HeaderCell>Subject</HeaderCell>
          <HeaderCell>Details</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {entries.map(({ id, at, actorName, action, subject, details }) => (
          <Row key={id}>
            <Cell className="whitespace-nowrap">
              <Time at={at} format="clock" />
            </Cell>
            <Cell className="min-w-32 break-words">{actorName}</Cell>
            <Cell className="font-mono text-small whitespace-nowrap">{action}</Cell>
            <Cell className="min-w-56 font-mono text-small break-all xl:min-w-88">{subject}</Cell>
            <Cell className="min-w-56 text-small break-words text-muted">{details.join(" · ")}</Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}
