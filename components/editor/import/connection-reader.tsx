"use client";
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import { Select } from "@/components/ui/select";
import { Skeleton } from "@/components/ui/skeleton";
import type { ImportedPipeline } from "@/lib/pipeline/formats/import-pipelines";
import { connectionsQuery } from "@/lib/queries/connections";
import { draftQuery } from "@/lib/queries/drafts";
import { pipelinesQuery } from "@/lib/queries/pipelines";
import { ReadPipeline } from "./reading";
import { useReport } from "./use-report";

interface ConnectionReaderProps {
  readonly onRead: (pipeline: ImportedPipeline | null) => void;
}

/** The definition of a pipeline that a connection holds: what is live there, or else its draft. */
export function ConnectionReader({ onRead }: ConnectionReaderProps) {
  const [slug, setSlug] = useState("");
  const [search, setSearch] = useState("");
  const [pipelineName, setPipelineName] = useState("");
  const connections = useQuery(connectionsQuery());
  const chosen = slug || (connections.data?.connections[0]?.slug ?? "");
  const wanted = useDeferredValue(search.trim());
  const pipelines = useQuery({
    ...pipelinesQuery({ connection: [chosen], ...(wanted && { search: wanted }) }),
    enabled: chosen !== "",
  });
  const found = pipelines.data?.pipelines ?? [];
  const error = connections.error ?? pipelines.error;
  if (error) return <ErrorNotice error={error} />;
  if (!connections.data) return <Skeleton className="h-24" />;
  return (
    <div className="flex flex-col gap-3">
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="Connection">
          <Select
            value={chosen}
            onChange={({ target }) => {
              setSlug(target.value);
              setPipelineName("");
            }}
          >
            {connections.data.connections.map((connection) => (
              <option key={connection.slug} value={connection.slug}>
                {connection.name} · {connection.region}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Search">
          <Input value={search} placeholder="Part of a name" onChange={({ target }) => setSearch(target.value)} />
        </Field>
      </div>
      <Field label="Pipeline" help={found.length === 0 && !pipelines.isPending ? "No pipeline matches." : undefined}>
        <Select value={pipelineName} onChange={({ target }) => setPipelineName(target.value)}>
          <option value="">Choose a pipeline</option>
          {found.map((pipeline) => (
            <option key={pipeline.pipelineName} value={pipeline.pipelineName}>
              {pipeline.pipelineName}
            </option>
          ))}
        </Select>
      </Field>
      {pipelineName === "" ? (
        <NothingChosen onRead={onRead} />
      ) : (
        <ChosenPipeline
          key={`${chosen}/${pipelineName}`}
          connection={chosen}
          pipelineName={pipelineName}
          onRead={onRead}
        />
      )}
    </div>
  );
}

function NothingChosen({ onRead }: ConnectionReaderProps) {
  useReport(null, onRead);
  return null;
}

interface ChosenPipelineProps extends ConnectionReaderProps {
  readonly connection: string;
  readonly pipelineName: string;
}

function ChosenPipeline({ connection, pipelineName, onRead }: ChosenPipelineProps) {
  const { data, error } = useQuery(draftQuery(connection, pipelineName));
  const source = data && (data.live ?? data.draft);
  const [read, setRead] = useState<ImportedPipeline | null>(null);
  if (source && read?.declaration !== source.declaration) {
    const note = data.live ? `As it is live in ${data.connection.name}.` : "It was never published: this is its draft.";
    setRead({ declaration: source.declaration, tags: [], notes: [note], metadata: data.metadata });
  }
  useReport(read, onRead);
  if (error) return <ErrorNotice error={error} />;
  if (!data) return <Skeleton className="h-12" />;
  return read ? <ReadPipeline pipeline={read} /> : <Note tone="wait">It has no definition yet.</Note>;
}
