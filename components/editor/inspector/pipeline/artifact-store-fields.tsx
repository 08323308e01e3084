"use client";
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import type { ArtifactStoreDeclaration } from "@/lib/pipeline/declaration";
import type { Draft } from "@/lib/pipeline/draft";
import {
  addRegionalStore,
  regionsWithoutStore,
  removeRegionalStore,
  setRegionalStore,
  toRegionalStores,
  toSingleStore,
} from "@/lib/pipeline/edits/artifact-stores";
import { updatePipeline } from "@/lib/pipeline/edits/update-pipeline";
import { useEditor, useEditorState } from "../../editor-context";
import { FieldIssues, useFieldIssues } from "../field-issues";
import { TextMember } from "../text-member";
import type { EditPipeline } from "./pipeline-inspector";

interface ArtifactStoreFieldsProps {
  readonly draft: Draft;
  readonly onEdit: EditPipeline;
}

const WAYS = [
  { value: "single", label: "One bucket" },
  { value: "regional", label: "One per Region" },
] as const;

/** Where artifacts are kept: one bucket, or one for each Region that an action names. */
export function ArtifactStoreFields({ draft, onEdit }: ArtifactStoreFieldsProps) {
  const { canEdit } = useEditor();
  const home = useEditorState((state) => state.region);
  const { error } = useFieldIssues(null, "artifactStores");
  const stores = draft.artifactStores;
  return (
    <fieldset data-field="artifactStores" tabIndex={-1} className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1.5 text-small font-medium">Artifact store</legend>
      {canEdit && (
        <Segmented
          label="Artifact stores"
          className="self-start"
          value={stores === undefined ? "single" : "regional"}
          options={WAYS}
          onValueChange={(way) =>
            onEdit((before) => (way === "single" ? toSingleStore(before, home) : toRegionalStores(before, home)))
          }
        />
      )}
      {stores === undefined ? (
        <StoreFields
          path="artifactStore"
          store={draft.artifactStore ?? { type: "S3", location: "" }}
          onChange={(artifactStore) => onEdit((before) => updatePipeline(before, { artifactStore }))}
        />
      ) : (
        <>
          {Object.entries(stores).map(([region, store]) => (
            <section
              key={region}
              aria-label={`Artifact store in ${region}`}
              className="flex flex-col gap-2 rounded-md border border-line px-2.5 py-2"
            >
              <div className="flex items-center gap-1.5">
                <b className="truncate font-mono text-label font-medium">{region}</b>
                {region === home ? (
                  <span className="text-label text-faint">the pipeline’s own</span>
                ) : (
                  canEdit && (
                    <IconButton
                      size="sm"
                      className="ml-auto"
                      label={`Remove the store in ${region}`}
                      onClick={() => onEdit((before) => removeRegionalStore(before, region))}
                    >
                      <X aria-hidden="true" />
                    </IconButton>
                  )
                )}
              </div>
              <StoreFields
                path={`artifactStores.${region}`}
                region={region}
                store={store}
                onChange={(next) => onEdit((before) => setRegionalStore(before, region, next))}
              />
            </section>
          ))}
          {error && <p className="text-label text-fail">{error}</p>}
          {canEdit && (
            <AddStore draft={draft} onAdd={(region) => onEdit((before) => addRegionalStore(before, region))} />
          )}
        </>
      )}
    </fieldset>
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
      <TextMember
        nodeKey={null}
        path={`${path}.encryptionKey.id`}
        label={`KMS key${where}`}
        mono
        placeholder="the AWS managed key"
        help="An id or ARN. Actions in another account need a key of your own."
        value={encryptionKey?.id ?? ""}
        onChange={(id) => onChange(id === "" ? withoutKey : { ...store, encryptionKey: { id, type: "KMS" } })}
      />
      <FieldIssues nodeKey={null} path={`${path}.type`} />
    </>
  );
}

/** Any Region; those that an action names are one press away. */
function AddStore({ draft, onAdd }: { readonly draft: Draft; readonly onAdd: (region: string) => void }) {
  const [region, setRegion] = useState("");
  const missing = regionsWithoutStore(draft);
  const add = (): void => {
    onAdd(region.trim());
    setRegion("");
  };
  return (
    <div className="flex flex-col items-start gap-1.5">
      {missing.map((name) => (
        <Button key={name} size="sm" onClick={() => onAdd(name)}>
          <Plus aria-hidden="true" /> Add a store in {name}
        </Button>
      ))}
      <div className="flex w-full gap-1.5">
        <Input
          mono
          aria-label="Region of another store"
          placeholder="eu-west-1"
          value={region}
          onChange={({ target }) => setRegion(target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            add();
          }}
        />
        <Button disabled={region.trim() === ""} onClick={add}>
          Add store
        </Button>
      </div>
    </div>
  );
}
