"use client";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useCallback, useEffect, useState, type ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { Segmented } from "@/components/ui/segmented";
import type { EditablePipeline } from "@/lib/contracts/draft";
import { Canvas } from "./canvas/canvas";
import { CodePanel } from "./code/code-panel";
import { UnreadCode } from "./code/code-state";
import { useClipboard } from "./commands/use-clipboard";
import { useEditorPalette } from "./commands/use-editor-palette";
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
import { EDITOR_VIEWS, type EditorView } from "./store/editor-state";
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

const PHONE_VIEWS = [
  { value: "outline", label: "Outline" },
  { value: "code", label: "Code" },
] as const;

const VIEW = parseAsStringLiteral(EDITOR_VIEWS).withDefault("canvas");

function OpenEditor({ pipeline }: { readonly pipeline: EditablePipeline }) {
  const [chosen, setView] = useQueryState("view", VIEW);
  const isPhone = useIsPhone();
  const hasCode = chosen === "code" || chosen === "split";
  const view = isPhone ? (hasCode ? "code" : "outline") : chosen;
  const show = useCallback((next: EditorView) => void setView(next), [setView]);
  usePageControls(show);
  useEditorKeys();
  useClipboard();
  useEditorPalette();
  useDraftInStep(pipeline);
  return (
    <>
      <EditorHeader
        connection={pipeline.connection}
        pipelineName={pipeline.pipelineName}
        view={view}
        onViewChange={show}
      />
      <div className="grid min-h-0 grow grid-cols-1 md:grid-cols-[40px_minmax(0,1fr)_248px] xl:grid-cols-[158px_minmax(0,1fr)_286px]">
        {!isPhone && <Palette />}
        <div className="flex min-h-0 min-w-0 flex-col">
          <main
            id="main"
            tabIndex={-1}
            className={cn("flex min-h-0 grow flex-col outline-none", view === "split" && "xl:flex-row")}
          >
            {isPhone && (
              <Segmented
                label="View"
                value={view}
                options={PHONE_VIEWS}
                onValueChange={show}
                className="m-2 self-start"
              />
            )}
            {view === "outline" && <UnreadCode isBesideCode={false} className="m-2" />}
            {(view === "canvas" || view === "split") && (
              <Pane>
                <Canvas />
                <UnreadCode
                  isBesideCode={view === "split"}
                  className="absolute inset-x-3 top-14 mx-auto max-w-xl shadow-pop"
                />
              </Pane>
            )}
            {view === "split" && <div aria-hidden="true" className="shrink-0 border-t border-line xl:border-l" />}
            {(view === "code" || view === "split") && (
              <Pane>
                <CodePanel />
              </Pane>
            )}
            {view === "outline" && (
              <Pane>
                <Outline />
              </Pane>
            )}
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

function Pane({ children }: { readonly children: ReactNode }) {
  return <div className="relative min-h-0 min-w-0 flex-1">{children}</div>;
}

/** Lets commands change what is shown. */
function usePageControls(show: (view: EditorView) => void): void {
  const editor = useEditor();
  useEffect(() => {
    editor.setPage({ show });
    return () => editor.setPage(null);
  }, [editor, show]);
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
