import { successRate } from "@/lib/analytics/delivery";
import type { DeliveryAnalytics } from "@/lib/contracts/analytics";
import { formatDuration } from "@/components/ui/format-duration";
import { Cell, HeaderCell, Row, Table } from "@/components/ui/table";

/** Success rate and percentiles of every stage, in the order of the definition. */
export function StageTable({ stages }: { readonly stages: DeliveryAnalytics["stages"] }) {
  return (
    <Table label="Stages">
      <thead>
        <tr>
          <HeaderCell>Stage</HeaderCell>
          <HeaderCell className="text-right">Executions</HeaderCell>
          <HeaderCell className="text-right">Success</HeaderCell>
          <HeaderCell className="text-right">p50</HeaderCell>
          <HeaderCell className="text-right">p95</HeaderCell>
          <HeaderCell className="text-right">Approval wait, p50</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {stages.map((stage) => {
          const rate = successRate(stage);
          return (
            <Row key={stage.stageName}>
              <Cell className="max-w-60 truncate font-medium">{stage.stageName}</Cell>
              <Cell className="text-right">{stage.succeeded + stage.failed + stage.other}</Cell>
              <Cell className="text-right">{rate === null ? "too few to say" : `${(rate * 100).toFixed(1)}%`}</Cell>
              <Cell className="text-right">{stage.p50Ms === null ? "–" : formatDuration(stage.p50Ms)}</Cell>
              <Cell className="text-right">{stage.p95Ms === null ? "–" : formatDuration(stage.p95Ms)}</Cell>
              <Cell className="text-right">
                {stage.approvalWaitP50Ms === null ? "–" : formatDuration(stage.approvalWaitP50Ms)}
              </Cell>
            </Row>
          );
        })}
      </tbody>
    </Table>
  );
}
