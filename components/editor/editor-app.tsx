"use client";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useEffect, useMemo, useState } from "react";
import { usePaletteCommands } from "@/components/layout/palette-state";
import type { EditablePipeline } from "@/lib/contracts/draft";
import { Canvas } from "./canvas/canvas";
import { COMMANDS } from "./commands/commands";
import { shortcutWords } from "./commands/keyboard";
import { runCommand } from "./commands/run-command";
import { useClipboard } from "./commands/use-clipboard";
import { useEditorKeys } from "./commands/use-editor-keys";
import { createEditor } from "./create-editor";
import { EditorDialogs } from "./dialogs/editor-dialogs";
import { EditorProvider, useEditor, useEditorState } from "./editor-context";
import { EditorHeader } from "./header/editor-header";
import { InspectorPanel } from "./inspector/inspector-panel";
import { Outline } from "./outline/outline";
import { Dock } from "./panels/dock";
import { Palette } from "./panels/palette";
import { useDraftInStep } from "./saving/use-draft-in-step";
import { EDITOR_VIEWS } from "./store/editor-state";
import { useIsPhone } from "./use-is-phone";

/** The editor of one pipeline, opened with what the page fetched. */
export function EditorApp({ pipeline }: { readonly pipeline: EditablePipeline }) {
  const [{ editor, start }] = useState(() => createEditor(pipeline));
  useEffect(() => start(), [start]);
  return (
    <EditorProvider editor={editor}>
      <OpenEditor pipeline={pipeline} />
    </EditorProvider>
  );
}

const VIEW = parseAsStringLiteral(EDITOR_VIEWS).withDefault("canvas");

function OpenEditor({ pipeline }: { readonly pipeline: EditablePipeline }) {
  const [chosen, setView] = useQueryState("view", VIEW);
  const isPhone = useIsPhone();
  const view = isPhone ? "outline" : chosen;
  useEditorKeys();
  useClipboard();
  useCommandsInPalette();
  useDraftInStep(pipeline);
  return (
    <>
      <EditorHeader
        connection={pipeline.connection}
        pipelineName={pipeline.pipelineName}
        view={view}
        onViewChange={(next) => void setView(next)}
      />
      <div className="grid min-h-0 grow grid-cols-1 md:grid-cols-[40px_minmax(0,1fr)_248px] xl:grid-cols-[158px_minmax(0,1fr)_286px]">
        {!isPhone && <Palette />}
        <div className="flex min-h-0 min-w-0 flex-col">
          <main id="main" tabIndex={-1} className="min-h-0 grow outline-none">
            {view === "canvas" ? <Canvas /> : <Outline />}
          </main>
          <Dock />
        </div>
        <InspectorPanel isSheet={isPhone} />
      </div>
      <EditorDialogs />
      <Announcements />
    </>
  );
}

function useCommandsInPalette(): void {
  const editor = useEditor();
  const commands = useMemo(
    () =>
      COMMANDS.filter(({ isEdit }) => !isEdit || editor.canEdit).map(({ id, label, shortcuts }) => ({
        id,
        label,
        ...(shortcuts?.[0] && { shortcut: shortcutWords(shortcuts[0]) }),
        run: () => void runCommand(editor, id),
      })),
    [editor],
  );
  usePaletteCommands(commands);
}

/** Says what the last edit did, for those who do not see it. */
function Announcements() {
  const step = useEditorState(({ past }) => past.at(-1)?.label ?? "");
  return (
    <p role="status" className="sr-only">
      {step}
    </p>
  );
}
