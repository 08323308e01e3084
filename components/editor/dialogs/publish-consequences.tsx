"use client";
import { useQuery } from "@tanstack/react-query";
import { Glyph } from "@/components/ui/glyph";
import { isTerminal } from "@/lib/pipeline/execution";
import { pipelineQuery } from "@/lib/queries/pipelines";
import { useEditor, useEditorState } from "../editor-context";
import { problemsNow } from "../problems";
import { consequencesOf } from "./consequences-of";

/** What publishing will do beyond changing the definition. */
export function PublishConsequences() {
  const editor = useEditor();
  const { connection, pipelineName } = editor.address;
  const draft = useEditorState((state) => state.draft);
  const live = useEditorState((state) => state.live);
  const warningCount = useEditorState((state) => problemsNow(state).warningCount);
  const { data } = useQuery({ ...pipelineQuery(connection, pipelineName), enabled: live !== null });
  const isRunning = data?.latestExecution ? !isTerminal(data.latestExecution.status) : false;
  const consequences = consequencesOf({ live: live?.declaration ?? null, draft, isRunning, warningCount });
  if (consequences.length === 0) return null;
  return (
    <section className="flex flex-col gap-1.5">
      <h3>Consequences</h3>
      <ul className="flex flex-col gap-1">
        {consequences.map((consequence) => (
          <li key={consequence} className="flex items-start gap-1.5 text-muted">
            <Glyph name="warning" className="mt-0.5 size-3.5 text-wait" />
            {consequence}
          </li>
        ))}
      </ul>
    </section>
  );
}
