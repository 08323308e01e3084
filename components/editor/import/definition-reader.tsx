"use client";
import { FileUp } from "lucide-react";
import { useDeferredValue, useId, useMemo, useState, type DragEvent } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { formatBytes } from "@/components/ui/format-bytes";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { decodeText } from "@/lib/pipeline/formats/decode-text";
import { importPipelines, type ImportedPipeline, type ImportResult } from "@/lib/pipeline/formats/import-pipelines";
import { MAX_IMPORT_BYTES } from "@/lib/pipeline/limits";
import { ParameterFields } from "./parameter-fields";
import { Reading } from "./reading";
import { useReport } from "./use-report";

interface DefinitionReaderProps {
  /** Called whenever what is read changes; null while nothing can be read. */
  readonly onRead: (pipeline: ImportedPipeline | null) => void;
}

const ACCEPTED = ".json,.yaml,.yml,.template,.tf,.txt,application/json";

/** A definition from a file or from pasted text, whatever tool wrote it. What is wrong is told with its line. */
export function DefinitionReader({ onRead }: DefinitionReaderProps) {
  const inputId = useId();
  const [text, setText] = useState("");
  const [filename, setFilename] = useState<string | undefined>(undefined);
  /** Why a file is not read at all. */
  const [refusal, setRefusal] = useState<string | undefined>(undefined);
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  const [chosen, setChosen] = useState(0);
  // A large file takes a moment to read; typing goes on meanwhile.
  const read = useDeferredValue(text);
  const result = useMemo(() => readText(read, filename, values), [read, filename, values]);
  const pipelines = result?.ok ? result.pipelines : [];
  useReport(pipelines[chosen] ?? null, onRead);

  function take(next: string, from?: string): void {
    setText(next);
    setFilename(from);
    setRefusal(undefined);
    setChosen(0);
  }

  async function takeFile(file: File | undefined): Promise<void> {
    if (!file) return;
    const reason = refusalOf(file);
    take(reason === undefined ? decodeText(new Uint8Array(await file.arrayBuffer())) : "", file.name);
    setRefusal(reason);
  }

  function drop(event: DragEvent): void {
    const file = event.dataTransfer.files[0];
    if (!file) return;
    event.preventDefault();
    void takeFile(file);
  }

  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-col items-start gap-2">
        <Field
          label="Definition"
          help="get-pipeline JSON, a CloudFormation or synthesised CDK template, Terraform, or a resources list."
          aside={filename}
          error={refusal}
          className="w-full"
        >
          <Textarea
            mono
            rows={9}
            spellCheck={false}
            placeholder="Paste a definition here, or drop a file."
            value={text}
            onChange={({ target }) => take(target.value)}
            onDrop={drop}
          />
        </Field>
        <input
          id={inputId}
          type="file"
          accept={ACCEPTED}
          aria-label="Definition file"
          className="sr-only"
          tabIndex={-1}
          onChange={({ target }) => {
            void takeFile(target.files?.[0]);
            // The same file can be chosen again after it was changed.
            target.value = "";
          }}
        />
        <Button onClick={() => document.getElementById(inputId)?.click()}>
          <FileUp aria-hidden="true" /> Choose a file…
        </Button>
      </div>
      {pipelines.length > 1 && (
        <Field label="Pipeline" help={`The file holds ${pipelines.length} pipelines.`}>
          <Select value={chosen} onChange={({ target }) => setChosen(Number(target.value))}>
            {pipelines.map(({ declaration }, index) => (
              // Two pipelines of one file may share a name.
              <option key={index} value={index}>
                {declaration.name}
              </option>
            ))}
          </Select>
        </Field>
      )}
      {result?.ok && <ParameterFields parameters={result.parameters} values={values} onChange={setValues} />}
      {result && <Reading result={result} chosen={chosen} />}
    </div>
  );
}

/** A text of many megabytes would hold up the page as soon as it stood in the field. */
function refusalOf({ name, size }: File): string | undefined {
  if (size === 0) return `${name} is empty.`;
  if (size <= MAX_IMPORT_BYTES) return undefined;
  return `${name} has ${formatBytes(size)}; ${formatBytes(MAX_IMPORT_BYTES)} is the most.`;
}

function readText(
  text: string,
  filename: string | undefined,
  values: Readonly<Record<string, string>>,
): ImportResult | null {
  // A field that was emptied again asks for the default.
  const given = Object.entries(values).filter(([, value]) => value !== "");
  return text.trim() === "" ? null : importPipelines(text, { filename, values: Object.fromEntries(given) });
}
