import { useQueryClient, QueryObserver } from "@tanstack/react-query";
import { useEffect } from "react";
import { toast } from "@/components/ui/toast";
import type { EditablePipeline } from "@/lib/contracts/draft";
import { draftQuery } from "@/lib/queries/drafts";
import { useEditor } from "../editor-context";

/** Follows what is live, and takes in what somebody else saved while nothing here is unsaved. */
export function useDraftInStep(initial: EditablePipeline): void {
  const editor = useEditor();
  const client = useQueryClient();
  useEffect(() => {
    const { connection, pipelineName } = editor.address;
    const observer = new QueryObserver(client, { ...draftQuery(connection, pipelineName), initialData: initial });
    return observer.subscribe(({ data }) => {
      if (!data) return;
      const { live, setLive } = editor.store.getState();
      if (data.live?.version !== live?.version) setLive(data.live);
      const isTaken = editor.saver.receive(data);
      if (isTaken) toast.told(`Took in the draft that ${data.draft?.updatedByName ?? "someone else"} saved`);
    });
  }, [client, editor, initial]);
}
