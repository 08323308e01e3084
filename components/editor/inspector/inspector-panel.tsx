"use client";
import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import { useRef } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { useReturnFocus } from "@/components/ui/use-return-focus";
import { useEditor, useEditorState } from "../editor-context";
import { Inspector } from "./inspector";

/** Beside the canvas; on a phone, a sheet over the outline that opens on demand. */
export function InspectorPanel({ isSheet }: { readonly isSheet: boolean }) {
  const editor = useEditor();
  const isOpen = useEditorState((state) => state.isInspectorOpen);
  const sheet = useRef<HTMLDivElement>(null);
  const { onOpenAutoFocus, onCloseAutoFocus } = useReturnFocus();
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
          tabIndex={-1}
          // On its first button the focus would open a tooltip, which then takes the first Escape.
          onOpenAutoFocus={(event) => {
            onOpenAutoFocus();
            event.preventDefault();
            sheet.current?.focus();
          }}
          onCloseAutoFocus={onCloseAutoFocus}
          ref={sheet}
          className="fixed inset-x-0 top-6 bottom-0 z-50 flex flex-col rounded-t-lg border border-line-strong bg-surface outline-none"
        >
          <Radix.Title className="sr-only">Inspector</Radix.Title>
          <Inspector />
          <span className="absolute top-1 right-1">
            <Radix.Close asChild>
              <IconButton label="Close" size="touch">
                <X aria-hidden="true" />
              </IconButton>
            </Radix.Close>
          </span>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
