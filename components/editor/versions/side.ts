import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { PipelineDeclaration } from "@/lib/pipeline/declaration";
import { declarationFromDraft } from "@/lib/pipeline/draft";
import { pipelineVersionQuery } from "@/lib/queries/pipeline-versions";
import { useEditor, useEditorState } from "../editor-context";

/** One side of a comparison: the draft, what is live, or a saved version by its number. */
export type Side = "draft" | "live" | number;

export function sideName(side: Side, liveVersion: number | null): string {
  if (side === "draft") return "Draft";
  return side === "live" ? `Live v${liveVersion ?? ""}` : `Version ${side}`;
}

interface SideState {
  /** Null until it is here, and for a live definition where there is none. */
  readonly declaration: PipelineDeclaration | null;
  readonly error: unknown;
}

/** The definition of a side. */
export function useSide(side: Side): SideState {
  const { connection, pipelineName } = useEditor().address;
  const draft = useEditorState((state) => state.draft);
  const live = useEditorState((state) => state.live);
  const isVersion = typeof side === "number";
  const version = useQuery({
    ...pipelineVersionQuery(connection, pipelineName, isVersion ? side : 0),
    enabled: isVersion,
  });
  const edited = useMemo(() => declarationFromDraft(draft), [draft]);
  if (side === "draft") return { declaration: edited, error: null };
  if (side === "live") return { declaration: live?.declaration ?? null, error: null };
  return { declaration: version.data?.declaration ?? null, error: version.error };
}
