"use client";
import { ChevronDown, ChevronUp, Search, X } from "lucide-react";
import { useState, type KeyboardEvent } from "react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import { focusNode } from "../commands/focus-node";
import { focusOnMount } from "../dialogs/focus-on-mount";
import { useEditor, useEditorState } from "../editor-context";
import { searchDraft } from "./search";

/** Finds stages and actions by any word in them; the rest steps back, and Enter walks from one find to the next. */
export function CanvasSearch() {
  const editor = useEditor();
  const isOpen = useEditorState(({ query }) => query !== null);
  if (isOpen) return <OpenSearch />;
  return (
    <Button title="Search the canvas (/)" onClick={() => editor.store.getState().search("")}>
      <Search aria-hidden="true" /> <span className="max-lg:sr-only">Find</span>
    </Button>
  );
}

function OpenSearch() {
  const editor = useEditor();
  const query = useEditorState((state) => state.query ?? "");
  const found = useEditorState((state) => searchDraft(state.draft, state.query));
  const [at, setAt] = useState(-1);
  const { search, select } = editor.store.getState();

  function close(): void {
    search(null);
    const selected = editor.store.getState().selected.at(-1);
    if (selected !== undefined) focusNode(editor, selected);
  }

  function step(by: 1 | -1): void {
    if (found.size === 0) return;
    const next = at === -1 && by === -1 ? found.size - 1 : (at + by + found.size) % found.size;
    const key = [...found][next];
    if (key === undefined) return;
    setAt(next);
    editor.store.getState().unfoldAround(key);
    select([key]);
    // Once an unfolded stage has its actions again.
    requestAnimationFrame(() => editor.canvas()?.reveal(key));
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === "Enter") step(event.shiftKey ? -1 : 1);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <div
      role="search"
      className="flex h-7 items-center gap-0.5 rounded-md border border-line-strong bg-surface pr-0.5 pl-2 focus-within:border-focus"
    >
      <Search aria-hidden="true" className="size-[15px] shrink-0 text-faint" />
      <input
        ref={focusOnMount}
        aria-label="Search the canvas"
        placeholder="Name, kind or value"
        className="w-36 min-w-0 bg-transparent px-1 text-control outline-none"
        value={query}
        onChange={({ target }) => {
          search(target.value);
          setAt(-1);
        }}
        onKeyDown={onKeyDown}
      />
      <span role="status" className="shrink-0 text-small whitespace-nowrap text-muted">
        {query.trim() !== "" && (found.size === 0 ? "none" : at < 0 ? `${found.size}` : `${at + 1} of ${found.size}`)}
      </span>
      <IconButton size="sm" label="Previous find" disabled={found.size === 0} onClick={() => step(-1)}>
        <ChevronUp aria-hidden="true" />
      </IconButton>
      <IconButton size="sm" label="Next find" disabled={found.size === 0} onClick={() => step(1)}>
        <ChevronDown aria-hidden="true" />
      </IconButton>
      <IconButton size="sm" label="Close the search" onClick={close}>
        <X aria-hidden="true" />
      </IconButton>
    </div>
  );
}
