import "./dom";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { configure, render } from "@testing-library/react";
import type { ReactNode } from "react";
import { TooltipProvider } from "@/components/ui/tooltip";
import type { PipelineDeclaration } from "@/lib/pipeline/declaration";
import { createEditor } from "../create-editor";
import type { Editor } from "../editor";
import { EditorProvider } from "../editor-context";

// As `expect.poll` in vitest.config.ts: it ends what hangs.
configure({ asyncUtilTimeout: 120_000 });

/** The editor of a definition that nobody has published, as a rule for a person who may edit. Nothing is saved. */
export function editorOf(declaration: PipelineDeclaration, { canEdit = true } = {}): Editor {
  const { editor } = createEditor({
    connection: { slug: "local", name: "Local", region: "us-east-1", isDemo: false },
    pipelineName: declaration.name,
    live: null,
    draft: { declaration, revision: 1, baseLiveVersion: null, updatedAt: "2026-11-27T12:00:00Z", updatedByName: "Ada" },
    metadata: { expressions: [] },
    canEdit,
  });
  return editor;
}

/** Renders a part of the editor as the page does. */
export function renderInEditor(editor: Editor, part: ReactNode): void {
  render(
    <QueryClientProvider client={new QueryClient()}>
      <TooltipProvider>
        <EditorProvider editor={editor}>{part}</EditorProvider>
      </TooltipProvider>
    </QueryClientProvider>,
  );
}
