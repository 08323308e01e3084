"use client";
import { useState } from "react";
import { Segmented } from "@/components/ui/segmented";
import type { ImportedPipeline } from "@/lib/pipeline/formats/import-pipelines";
import { ConnectionReader } from "./connection-reader";
import { DefinitionReader } from "./definition-reader";

const SOURCES = [
  { value: "text", label: "File or text" },
  { value: "connection", label: "From a connection" },
] as const;
type Source = (typeof SOURCES)[number]["value"];

interface DefinitionSourceProps {
  /** Called whenever what is read changes; null while nothing can be read. */
  readonly onRead: (pipeline: ImportedPipeline | null) => void;
}

/** Where a definition comes from. The text stays while one looks at the connections. */
export function DefinitionSource({ onRead }: DefinitionSourceProps) {
  const [source, setSource] = useState<Source>("text");
  const [fromText, setFromText] = useState<ImportedPipeline | null>(null);
  return (
    <div className="flex flex-col gap-3">
      <Segmented
        label="Source"
        value={source}
        options={SOURCES}
        onValueChange={(next) => {
          setSource(next);
          onRead(next === "text" ? fromText : null);
        }}
        className="self-start"
      />
      <div className={source === "text" ? undefined : "hidden"}>
        <DefinitionReader
          onRead={(pipeline) => {
            setFromText(pipeline);
            if (source === "text") onRead(pipeline);
          }}
        />
      </div>
      {source === "connection" && <ConnectionReader onRead={onRead} />}
    </div>
  );
}
