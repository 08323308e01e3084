"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Plus, Trash2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { ErrorNotice } from "@/components/ui/error-notice";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Note } from "@/components/ui/note";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import type { PipelineTags as Stored } from "@/lib/contracts/pipeline-tags";
import { MAX_TAGS } from "@/lib/pipeline/limits";
import { sameValue } from "@/lib/pipeline/same-value";
import { type Tag, validateTags } from "@/lib/pipeline/validation/tags";
import { pipelineTagsQuery, putPipelineTags } from "@/lib/queries/pipeline-tags";
import { useEditor, useEditorState } from "../../editor-context";

/**
 * The tags of the pipeline as a resource. They are no part of its definition, so they are saved by themselves, and the
 * history of the draft does not hold them: to undo there would write to the account.
 */
export function PipelineTags() {
  const { connection, pipelineName } = useEditor().address;
  const { data, error } = useQuery(pipelineTagsQuery(connection, pipelineName));
  return (
    <section aria-label="Tags" className="flex flex-col gap-1.5 border-t border-line pt-3">
      <h3 className="text-small font-medium">Tags</h3>
      {error && <ErrorNotice error={error} />}
      {!data && !error && <Skeleton className="h-8" />}
      {data && <TagForm stored={data} />}
    </section>
  );
}

function TagForm({ stored }: { readonly stored: Stored }) {
  const { address, canEdit, store } = useEditor();
  const { connection, pipelineName } = address;
  const typed = useEditorState((state) => state.typedTags);
  const client = useQueryClient();
  const tags = typed?.tags ?? stored.tags;
  const { typeTags } = store.getState();
  const setTags = (next: readonly Tag[]): void => typeTags({ tags: next, over: typed?.over ?? stored.tags });
  const [issue] = validateTags(tags);
  const isChanged = !sameValue(tags, stored.tags);
  const isOvertaken = isChanged && typed !== null && !sameValue(typed.over, stored.tags);
  const save = useMutation({
    mutationFn: () => putPipelineTags(connection, pipelineName, [...tags]),
    onSuccess: (saved) => {
      client.setQueryData(pipelineTagsQuery(connection, pipelineName).queryKey, saved);
      typeTags(null);
      toast.done(saved.isLive ? `Tagged ${pipelineName}` : `Kept the tags until ${pipelineName} is created`);
    },
  });
  const change = (index: number, patch: Partial<Tag>): void =>
    setTags(tags.map((tag, at) => (at === index ? { ...tag, ...patch } : tag)));
  return (
    <fieldset disabled={!canEdit} className="flex min-w-0 flex-col gap-1.5">
      <legend className="sr-only">Tags of {pipelineName}</legend>
      {tags.map((tag, index) => (
        // A tag's key is edited, so its place is its identity.
        <div key={index} className="grid grid-cols-[1fr_1fr_auto] gap-1">
          <Input
            mono
            aria-label={`Key of tag ${index + 1}`}
            placeholder="key"
            value={tag.key}
            onChange={({ target }) => change(index, { key: target.value })}
          />
          <Input
            aria-label={`Value of ${tag.key || `tag ${index + 1}`}`}
            placeholder="value"
            value={tag.value}
            onChange={({ target }) => change(index, { value: target.value })}
          />
          {canEdit && (
            <IconButton
              size="sm"
              className="self-center"
              label={`Remove ${tag.key || `tag ${index + 1}`}`}
              onClick={() => setTags(tags.filter((_, at) => at !== index))}
            >
              <Trash2 aria-hidden="true" />
            </IconButton>
          )}
        </div>
      ))}
      {isOvertaken && (
        <Note tone="wait">These tags were changed elsewhere since you began. Saving puts yours in their place.</Note>
      )}
      {issue && isChanged && <p className="text-label text-fail">{issue.message}</p>}
      {save.error && <ErrorNotice error={save.error} />}
      {canEdit && (
        <div className="flex items-center gap-1.5">
          <Button
            size="sm"
            variant="quiet"
            disabled={tags.length >= MAX_TAGS}
            onClick={() => setTags([...tags, { key: "", value: "" }])}
          >
            <Plus aria-hidden="true" /> Add tag
          </Button>
          {isChanged && (
            <Button size="sm" variant="quiet" className="ml-auto" onClick={() => typeTags(null)}>
              Discard
            </Button>
          )}
          {isChanged && (
            <Button size="sm" pending={save.isPending} disabled={issue !== undefined} onClick={() => save.mutate()}>
              Save tags
            </Button>
          )}
        </div>
      )}
      <p className="text-label text-faint">
        {stored.isLive
          ? "Saved to the connection at once, without publishing. Undo does not take them back."
          : "Kept here, and given to the pipeline when it is created."}
      </p>
    </fieldset>
  );
}
