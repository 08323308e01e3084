"use client";
import { createContext, useContext, type ReactNode } from "react";
import { useStore } from "zustand";
import type { Editor } from "./editor";
import type { EditorState } from "./store/editor-state";

const EditorContext = createContext<Editor | null>(null);

/** The editor object itself never changes, so the context renders nobody; state is read with `useEditorState`. */
export function EditorProvider({ editor, children }: { readonly editor: Editor; readonly children: ReactNode }) {
  return <EditorContext value={editor}>{children}</EditorContext>;
}

export function useEditor(): Editor {
  const editor = useContext(EditorContext);
  if (!editor) throw new Error("useEditor needs an EditorProvider above it.");
  return editor;
}

/** Subscribes to one scalar or one object of stable identity. */
export function useEditorState<Value>(select: (state: EditorState) => Value): Value {
  return useStore(useEditor().store, select);
}
