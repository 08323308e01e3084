"use client";
import { useMutation } from "@tanstack/react-query";
import { Copy, Download } from "lucide-react";
import { useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { ErrorNotice } from "@/components/ui/error-notice";
import { Field } from "@/components/ui/field";
import { Note } from "@/components/ui/note";
import { saveFile } from "@/components/ui/save-file";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";
import { declarationFromDraft } from "@/lib/pipeline/draft";
import { exportAs } from "@/lib/pipeline/formats/convert";
import { maskSecrets } from "@/lib/pipeline/secrets";
import { useEditor, useEditorState } from "../editor-context";
import { drawPng } from "../export/draw-png";
import { EXPORT_CHOICES, type ChosenFormat } from "../export/export-formats";

/** The draft as a file of any tool: what it will say, what it cannot, and two ways to take it along. */
export function ExportDialog() {
  const editor = useEditor();
  const draft = useEditorState((state) => state.draft);
  const metadata = useEditorState((state) => state.metadata);
  const [format, setFormat] = useState<ChosenFormat>("cloudformation");
  const [withSecrets, setWithSecrets] = useState(false);
  const declaration = useMemo(() => declarationFromDraft(draft), [draft]);
  const masked = useMemo(() => maskSecrets(declaration), [declaration]);
  const shown = withSecrets ? declaration : masked;
  const { text, notes } = useMemo(
    () => exportAs(format === "png" ? "svg" : format, [{ declaration: shown, metadata }]),
    [format, shown, metadata],
  );
  const details = EXPORT_CHOICES.find(({ value }) => value === format);
  const isPicture = format === "svg" || format === "png";
  const download = useMutation({
    mutationFn: async () => {
      const blob =
        format === "png" ? await drawPng(text) : new Blob([text], { type: details?.mediaType ?? "text/plain" });
      saveFile(blob, `${declaration.name}.${details?.extension ?? "txt"}`);
    },
  });
  const copy = useMutation({
    mutationFn: () => navigator.clipboard.writeText(text),
    onSuccess: () => toast.done(`Copied ${declaration.name} as ${details?.label ?? format}`),
  });
  const { closeDialog } = editor.store.getState();
  return (
    <Dialog
      open
      onOpenChange={closeDialog}
      width="lg"
      title={`Export ${declaration.name}`}
      description="The draft as it is now, in the words of another tool."
      footer={
        <>
          <Button onClick={closeDialog}>Close</Button>
          {format !== "png" && (
            <Button pending={copy.isPending} onClick={() => copy.mutate()}>
              <Copy aria-hidden="true" /> Copy
            </Button>
          )}
          <Button variant="primary" pending={download.isPending} onClick={() => download.mutate()}>
            <Download aria-hidden="true" /> Download
          </Button>
        </>
      }
    >
      <Field label="Format">
        <Select
          value={format}
          onChange={({ target }) => {
            const choice = EXPORT_CHOICES.find(({ value }) => value === target.value);
            if (choice) setFormat(choice.value);
          }}
        >
          {EXPORT_CHOICES.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
      </Field>
      {masked !== declaration && !isPicture && format !== "mermaid" && (
        <Checkbox
          checked={withSecrets}
          onCheckedChange={setWithSecrets}
          label="Write secrets in plain text"
          help="Otherwise a mask stands for each, and AWS keeps what it has."
        />
      )}
      {notes.length > 0 && (
        <Note>
          <ul className="flex flex-col gap-1 break-words">
            {notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </Note>
      )}
      {isPicture ? <Picture svg={text} name={declaration.name} /> : <Preview text={text} />}
      {download.error && <ErrorNotice error={download.error} />}
      {copy.error && <ErrorNotice error={copy.error} />}
    </Dialog>
  );
}

/** More than anyone reads here; the file has it all. */
const MOST_SHOWN = 200_000;

function Preview({ text }: { readonly text: string }) {
  return (
    <Field label="Preview" aside={text.length > MOST_SHOWN ? "The beginning of the file" : undefined}>
      <Textarea mono readOnly rows={16} value={text.slice(0, MOST_SHOWN)} spellCheck={false} wrap="off" />
    </Field>
  );
}

function Picture({ svg, name }: { readonly svg: string; readonly name: string }) {
  const source = useMemo(() => `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`, [svg]);
  return (
    <div
      // It scrolls, so the keyboard has to reach it.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      role="group"
      aria-label="Preview"
      className="max-h-[46vh] overflow-auto rounded-md border border-line bg-white p-1"
    >
      {/* A picture made here and now: there is nothing for an image server to improve. */}
      {/* oxlint-disable-next-line nextjs/no-img-element */}
      <img src={source} alt={`The stages and actions of ${name}`} className="max-w-none" />
    </div>
  );
}
