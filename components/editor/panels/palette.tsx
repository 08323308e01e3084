"use client";
import { MoreHorizontal, Search } from "lucide-react";
import { ProviderGlyph } from "@/components/execution/provider-glyph";
import { Kbd } from "@/components/ui/kbd";
import { actionTypeKey, listActionTypes } from "@/lib/pipeline/action-types/catalogue";
import type { ActionType } from "@/lib/pipeline/action-types/action-type";
import { useDragSource } from "../drag/use-drag-source";
import { addAction } from "../commands/add-action";
import { useEditor } from "../editor-context";
import { PROVIDER_SECTIONS, sectionOf } from "./provider-sections";

/** The kinds of action to add: dragged to their place, or chosen and placed after the selection. */
export function Palette() {
  const editor = useEditor();
  const openSearch = (): void => editor.store.getState().openDialog({ kind: "add-action", placement: null });
  const types = listActionTypes();
  const shown = types.filter(({ hidden }) => !hidden);
  return (
    <aside
      aria-label="Actions to add"
      className="flex min-h-0 flex-col gap-px overflow-y-auto border-r border-line bg-surface p-2 max-xl:items-center max-xl:px-1"
    >
      <button
        type="button"
        onClick={openSearch}
        aria-keyshortcuts="Tab"
        className="flex h-7 w-full shrink-0 items-center gap-1.5 rounded-md border border-line-strong px-1.5 text-control text-faint hover:text-ink max-xl:w-7 max-xl:justify-center"
      >
        <Search aria-hidden="true" className="size-[15px] shrink-0" />
        <span className="grow truncate text-left max-xl:sr-only">Add action</span>
        <Kbd className="max-xl:hidden">Tab</Kbd>
      </button>
      {PROVIDER_SECTIONS.map((section) => (
        <section
          key={section}
          aria-label={section}
          className="flex flex-col gap-px max-xl:w-7 max-xl:border-t max-xl:border-line max-xl:pt-1 max-xl:mt-1"
        >
          <h2 className="px-1 pt-2.5 pb-[3px] text-tiny font-medium text-faint max-xl:sr-only">{section}</h2>
          {shown
            .filter((type) => sectionOf(type) === section)
            .map((type) => (
              <PaletteItem key={actionTypeKey(type.id)} type={type} />
            ))}
        </section>
      ))}
      <button
        type="button"
        onClick={openSearch}
        className="mt-1.5 flex h-7 shrink-0 items-center gap-2 rounded-md px-1 text-control text-muted hover:bg-hover"
      >
        <MoreHorizontal aria-hidden="true" className="size-[18px] p-px" />
        <span className="max-xl:sr-only">{types.length - shown.length} more</span>
      </button>
    </aside>
  );
}

function PaletteItem({ type }: { readonly type: ActionType }) {
  const editor = useEditor();
  const { id, displayName, description } = type;
  const drag = useDragSource(() => ({ kind: "provider", actionTypeId: id, label: displayName }));
  return (
    <button
      {...drag}
      type="button"
      title={`${displayName}: ${description} Drag it onto a group, beside a group, or between stages.`}
      disabled={!editor.canEdit}
      onClick={() => addAction(editor, id, null)}
      className="flex h-7 w-full shrink-0 cursor-grab items-center gap-2 rounded-md px-1 text-left text-control hover:bg-hover disabled:text-faint max-xl:w-7 max-xl:justify-center"
    >
      <ProviderGlyph category={id.category} provider={id.provider} />
      <span className="truncate max-xl:sr-only">{displayName}</span>
    </button>
  );
}
