import { useQuery } from "@tanstack/react-query";
import type { TransitionState } from "@/lib/contracts/transition";
import { pipelineQuery } from "@/lib/queries/pipelines";
import { useEditor, useEditorState } from "./editor-context";

/** The gate into a stage as the connection has it now; null while the stage is not live. Gates are no part of a draft. */
export function useStageTransition(stageName: string): TransitionState | null {
  const { connection, pipelineName } = useEditor().address;
  const isLive = useEditorState(({ live }) => live !== null);
  const { data } = useQuery({ ...pipelineQuery(connection, pipelineName), enabled: isLive });
  return data?.transitions.find((transition) => transition.stageName === stageName)?.state ?? null;
}
