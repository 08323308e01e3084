import { z } from "zod";
import { draftToSave, editablePipeline, savedDraft } from "@/lib/contracts/draft";
import { pipelineAddress } from "@/lib/contracts/pipeline-address";
import { discardDraft } from "@/lib/server/drafts/discard-draft";
import { getEditablePipeline } from "@/lib/server/drafts/get-editable-pipeline";
import { saveDraft } from "@/lib/server/drafts/save-draft";
import { route } from "@/lib/server/route";

export const GET = route({
  params: pipelineAddress,
  output: editablePipeline,
  handle: ({ viewer, params }) => getEditablePipeline(viewer, params),
});

export const PUT = route({
  params: pipelineAddress,
  input: draftToSave,
  output: savedDraft,
  handle: ({ viewer, params, input }) => saveDraft(viewer, params, input),
});

export const DELETE = route({
  params: pipelineAddress,
  output: z.object({ wasUnpublished: z.boolean() }),
  handle: ({ viewer, params }) => discardDraft(viewer, params),
});
