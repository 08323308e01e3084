"use client";
import dynamic from "next/dynamic";
import { useStore } from "zustand";
import { Segmented } from "@/components/ui/segmented";
import { Skeleton } from "@/components/ui/skeleton";
import type { CodeLanguage } from "@/lib/pipeline/code/code-language";
import { useEditor } from "../editor-context";
import { CodeState } from "./code-state";

const CodeEditor = dynamic(() => import("./code-editor").then((module) => module.CodeEditor), {
  ssr: false,
  loading: () => <Skeleton className="m-3 h-40" />,
});

const SPELLINGS: readonly { readonly value: CodeLanguage; readonly label: string }[] = [
  { value: "yaml", label: "YAML" },
  { value: "json", label: "JSON" },
];

/** The definition as text, beside the canvas or in its place. */
export function CodePanel() {
  const { code } = useEditor();
  const language = useStore(code.state, (state) => state.language);
  return (
    <section aria-label="Code" className="flex size-full min-h-0 min-w-0 flex-col bg-surface">
      <div className="flex min-h-[38px] items-center gap-3 border-b border-line px-3 py-1">
        <Segmented
          label="Spelling"
          size="sm"
          className="max-sm:h-8"
          value={language}
          options={SPELLINGS}
          onValueChange={(next) => code.setLanguage(next)}
        />
        <CodeState />
      </div>
      <div className="min-h-0 grow">
        <CodeEditor />
      </div>
    </section>
  );
}
