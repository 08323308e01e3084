"use client";
import { FileUp } from "lucide-react";
import { useId, useState, type DragEvent } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { importPipelines, type ImportedPipeline, type ImportResult } from "@/lib/pipeline/formats/import-pipelines";

interface DefinitionReaderProps {
  /** Called whenever what is read changes; null while nothing can be read. */
  readonly onRead: (pipeline: ImportedPipeline | null) => void;
}

const ACCEPTED = ".json,.yaml,.yml,.template,.txt,application/json";

/** A definition from a file or from pasted text, whatever tool wrote it. What is wrong is told with its line. */
export function DefinitionReader({ onRead }: DefinitionReaderProps) {
  const inputId = useId();
  const [text, setText] = useState("");
  const [filename, setFilename] = useState<string | undefined>(undefined);
  const [chosen, setChosen] = useState(0);
  const result = text.trim() === "" ? null : importPipelines(text, { filename });
  const pipelines = result?.ok ? result.pipelines : [];

  function read(next: string, from?: string): void {
    setText(next);
    setFilename(from);
    setChosen(0);
    const answer = next.trim() === "" ? null : importPipelines(next, { filename: from });
    onRead(answer?.ok ? (answer.pipelines[0] ?? null) : null);
  }

  async function readFile(file: File | undefined): Promise<void> {
    if (file) read(await file.text(), file.name);
  }

  function drop(event: DragEvent): void {
    const file = event.dataTransfer.files[0];
    if (!file) return;
    event.preventDefault();
    void readFile(file);
  }

  return (
    <div className="flex flex-col gap-2">
      <Field
        label="Definition"
        help="JSON or YAML: get-pipeline, a CloudFormation or synthesised CDK template, or a resources list."
        aside={filename}
      >
        <Textarea
          mono
          rows={9}
          spellCheck={false}
          placeholder="Paste a definition here, or drop a file."
          value={text}
          onChange={({ target }) => read(target.value)}
          onDrop={drop}
        />
      </Field>
      <div>
        <input
          id={inputId}
          type="file"
          accept={ACCEPTED}
          aria-label="Definition file"
          className="sr-only"
          onChange={({ target }) => void readFile(target.files?.[0])}
        />
        <Button onClick={() => document.getElementById(inputId)?.click()}>
          <FileUp aria-hidden="true" /> Choose a file…
        </Button>
      </div>
      {pipelines.length > 1 && (
        <Field label="Pipeline" help={`The file holds ${pipelines.length} pipelines.`}>
          <Select
            value={chosen}
            onChange={({ target }) => {
              const index = Number(target.value);
              setChosen(index);
              onRead(pipelines[index] ?? null);
            }}
          >
            {pipelines.map(({ declaration }, index) => (
              // Two pipelines of one file may share a name.
              <option key={index} value={index}>
                {declaration.name}
              </option>
            ))}
          </Select>
        </Field>
      )}
      {result && <Reading result={result} chosen={chosen} />}
    </div>
  );
}

/** What was found, or why nothing was. */
function Reading({ result, chosen }: { readonly result: ImportResult; readonly chosen: number }) {
  if (!result.ok) {
    return (
      <Note tone="fail" role="alert">
        <ul className="flex flex-col gap-1">
          {result.issues.map(({ line, column, message }) => (
            <li key={`${line}:${column} ${message}`}>
              <span className="font-mono text-label">
                Line {line}, column {column}:
              </span>{" "}
              {message}
            </li>
          ))}
        </ul>
      </Note>
    );
  }
  const pipeline = result.pipelines[chosen];
  if (!pipeline) return <Note tone="wait">The text holds no pipeline.</Note>;
  const { declaration, notes } = pipeline;
  const actions = declaration.stages.reduce((count, stage) => count + stage.actions.length, 0);
  return (
    <Note tone="ok" role="status">
      <b className="font-medium">{declaration.name}</b>: {declaration.stages.length} stages, {actions} actions.
      {notes.length > 0 && (
        <ul className="mt-1 list-disc pl-4 text-small text-muted">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </Note>
  );
}
