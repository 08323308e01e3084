import { EmptyState } from "@/components/ui/empty-state";
import { Cell, HeaderCell, Row, Table } from "@/components/ui/table";
import { CopyButton } from "@/components/ui/copy-button";
import type { ActionAttempt } from "@/lib/contracts/execution-detail";

export function ArtifactsTab({ attempt }: { readonly attempt: ActionAttempt }) {
  const artifacts = [
    ...attempt.inputArtifacts.map((artifact) => ({ ...artifact, direction: "Input" })),
    ...attempt.outputArtifacts.map((artifact) => ({ ...artifact, direction: "Output" })),
  ];
  if (artifacts.length === 0) {
    return <EmptyState title="No artifacts">This action neither took nor made an artifact.</EmptyState>;
  }
  return (
    <Table label="Artifacts">
      <thead>
        <tr>
          <HeaderCell>Artifact</HeaderCell>
          <HeaderCell>Direction</HeaderCell>
          <HeaderCell>Location</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {artifacts.map(({ name, direction, bucket, key }) => (
          <Row key={`${direction}/${name}`}>
            <Cell className="font-medium">{name}</Cell>
            <Cell className="text-muted">{direction}</Cell>
            <Cell>
              {bucket && key ? (
                <span className="flex items-center gap-1">
                  <span className="mono [overflow-wrap:anywhere]">
                    s3://{bucket}/{key}
                  </span>
                  <CopyButton text={`s3://${bucket}/${key}`} what="location" />
                </span>
              ) : (
                <span className="text-faint">Not stored yet</span>
              )}
            </Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}
