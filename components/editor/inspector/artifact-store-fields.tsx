"use client";
import type { ArtifactStoreDeclaration } from "@/lib/pipeline/declaration";
import type { Draft } from "@/lib/pipeline/draft";
import { FieldIssues } from "./field-issues";
import type { PipelineChange } from "./pipeline-inspector";
import { TextMember } from "./text-member";

interface ArtifactStoreFieldsProps {
  readonly draft: Draft;
  readonly onChange: (change: PipelineChange) => void;
}

/** Where artifacts are kept: one bucket, or one for each Region that an action names. */
export function ArtifactStoreFields({ draft, onChange }: ArtifactStoreFieldsProps) {
  const stores = draft.artifactStores;
  if (stores === undefined) {
    const store = draft.artifactStore ?? { type: "S3", location: "" };
    return <StoreFields path="artifactStore" store={store} onChange={(artifactStore) => onChange({ artifactStore })} />;
  }
  return (
    <>
      {Object.entries(stores).map(([region, store]) => (
        <StoreFields
          key={region}
          path={`artifactStores.${region}`}
          region={region}
          store={store}
          onChange={(next) => onChange({ artifactStores: { ...stores, [region]: next } })}
        />
      ))}
      <FieldIssues nodeKey={null} path="artifactStores" />
    </>
  );
}

interface StoreFieldsProps {
  readonly path: string;
  readonly region?: string;
  readonly store: ArtifactStoreDeclaration;
  readonly onChange: (store: ArtifactStoreDeclaration) => void;
}

function StoreFields({ path, region, store, onChange }: StoreFieldsProps) {
  const { encryptionKey, ...withoutKey } = store;
  const where = region === undefined ? "" : ` in ${region}`;
  return (
    <>
      <TextMember
        nodeKey={null}
        path={`${path}.location`}
        label={`Artifact bucket${where}`}
        required
        mono
        placeholder="my-artifact-bucket"
        value={store.location}
        onChange={(location) => onChange({ ...store, location })}
      />
      <FieldIssues nodeKey={null} path={path} />
      <TextMember
        nodeKey={null}
        path={`${path}.encryptionKey.id`}
        label={`KMS key${where}`}
        mono
        placeholder="the AWS managed key"
        value={encryptionKey?.id ?? ""}
        onChange={(id) => onChange(id === "" ? withoutKey : { ...store, encryptionKey: { id, type: "KMS" } })}
      />
    </>
  );
}
