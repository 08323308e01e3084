"use client";
import { Command } from "cmdk";
import { ProviderGlyph } from "@/components/execution/provider-glyph";
import { DIALOG_SCRIM } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { actionTypeKey, listActionTypes } from "@/lib/pipeline/action-types/catalogue";
import type { Placement } from "@/lib/pipeline/edits/placement";
import { addAction } from "../commands/add-action";
import { useEditor } from "../editor-context";
import { PROVIDER_SECTIONS, sectionOf } from "../panels/provider-sections";

/** Finds a kind of action by name and puts one where the `+` was, or after the selection. */
export function AddActionDialog({ placement }: { readonly placement: Placement | null }) {
  const editor = useEditor();
  const { closeDialog } = editor.store.getState();
  return (
    <Command.Dialog
      open
      onOpenChange={(isOpen) => !isOpen && closeDialog()}
      label="Add an action"
      overlayClassName={DIALOG_SCRIM}
      contentClassName="fixed top-[12vh] left-1/2 z-50 w-[calc(100vw-32px)] max-w-[520px] -translate-x-1/2 overflow-hidden rounded-lg border border-line-strong bg-raised shadow-pop"
    >
      <div className="flex h-[42px] items-center gap-2.5 border-b border-line px-3.5">
        <Command.Input
          placeholder="Search for an action"
          className="min-w-0 grow bg-transparent text-[14px] outline-none"
        />
        <Kbd>Esc</Kbd>
      </div>
      <Command.List className="max-h-[min(420px,60vh)] overflow-y-auto pb-1.5">
        <Command.Empty className="px-3.5 py-4 text-small text-muted">No kind of action matches that.</Command.Empty>
        {PROVIDER_SECTIONS.map((section) => (
          <Command.Group
            key={section}
            heading={section}
            className="[&_[cmdk-group-heading]]:px-3.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-0.5 [&_[cmdk-group-heading]]:text-tiny [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-faint"
          >
            {listActionTypes()
              .filter((type) => sectionOf(type) === section)
              .map((type) => (
                <Command.Item
                  key={actionTypeKey(type.id)}
                  value={`${type.displayName} ${actionTypeKey(type.id)}`}
                  onSelect={() => {
                    closeDialog();
                    addAction(editor, type.id, placement);
                  }}
                  className="flex min-h-8 items-center gap-2.5 px-3.5 py-1 data-[selected=true]:bg-accent-soft max-sm:min-h-11"
                >
                  <ProviderGlyph category={type.id.category} provider={type.id.provider} />
                  <span className="shrink-0">{type.displayName}</span>
                  <span className="min-w-0 truncate text-small text-faint">{type.description}</span>
                </Command.Item>
              ))}
          </Command.Group>
        ))}
      </Command.List>
    </Command.Dialog>
  );
}
