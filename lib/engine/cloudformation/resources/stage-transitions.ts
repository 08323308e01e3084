import { z } from "zod";
import type { CodePipelineCalls } from "./code-pipeline-calls";
import { HandlerFailure, type HandlerContext } from "./resource-handler";

const disabled = z.array(z.object({ StageName: z.string(), Reason: z.string() }));
type Disabled = z.infer<typeof disabled>;

/** Reads `DisableInboundStageTransitions`. @throws HandlerFailure */
export function disabledTransitions(value: unknown): Disabled {
  const parsed = disabled.safeParse(value ?? []);
  if (parsed.success) return parsed.data;
  throw new HandlerFailure("DisableInboundStageTransitions must be a list of StageName and Reason.");
}

/** Closes the transitions that are disabled now, and opens those that were before. */
export async function changeTransitions(
  calls: CodePipelineCalls,
  pipelineName: string,
  { before, after, context }: { readonly before: Disabled; readonly after: Disabled; readonly context: HandlerContext },
): Promise<void> {
  const isIn = (list: Disabled, name: string): boolean => list.some(({ StageName }) => StageName === name);
  const opened = before.filter(({ StageName }) => !isIn(after, StageName));
  for (const { StageName: stageName } of opened) {
    await calls.call("EnableStageTransition", { pipelineName, stageName, transitionType: "Inbound" }, context);
  }
  for (const { StageName: stageName, Reason: reason } of after) {
    await calls.call("DisableStageTransition", { pipelineName, stageName, transitionType: "Inbound", reason }, context);
  }
}
