"use client";
import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { IconButton } from "@/components/ui/icon-button";
import { useEditor, useEditorState } from "../editor-context";
import { Inspector } from "./inspector";

/** Beside the canvas; on a phone, a sheet over the outline that opens on demand. */
export function InspectorPanel({ isSheet }: { readonly isSheet: boolean }) {
  const editor = useEditor();
  const isOpen = useEditorState((state) => state.isInspectorOpen);
  if (!isSheet) {
    return (
      <aside data-inspector aria-label="Inspector" className="min-h-0 border-l border-line bg-surface">
        <Inspector />
      </aside>
    );
  }
  return (
    <Radix.Root open={isOpen} onOpenChange={editor.store.getState().setInspectorOpen}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Radix.Content
          data-inspector
          aria-describedby={undefined}
          className="fixed inset-x-0 top-6 bottom-0 z-50 flex flex-col rounded-t-lg border border-line-strong bg-surface"
        >
          <Radix.Title className="sr-only">Inspector</Radix.Title>
          <Radix.Close asChild>
            <IconButton label="Close" size="touch" className="absolute top-1 right-1 z-10">
              <X aria-hidden="true" />
            </IconButton>
          </Radix.Close>
          <Inspector />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
