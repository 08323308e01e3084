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

/** What a change that is over had asked for: none where it could not be read. */
export function formerTransitions(value: unknown): Disabled {
  return disabled.safeParse(value).data ?? [];
}

const stages = z.array(z.looseObject({ Name: z.string() }));

/**
 * Closes the transitions that are disabled now, and opens those that were before, as far as their stages are still there.
 * @param stagesNow the property `Stages`
 */
export async function changeTransitions(
  calls: CodePipelineCalls,
  pipelineName: string,
  {
    before,
    after,
    stagesNow,
    context,
  }: {
    readonly before: Disabled;
    readonly after: Disabled;
    readonly stagesNow: unknown;
    readonly context: HandlerContext;
  },
): Promise<void> {
  const present = stages.safeParse(stagesNow).data ?? [];
  const isIn = (list: Disabled, name: string): boolean => list.some(({ StageName }) => StageName === name);
  const opened = before.filter(
    ({ StageName }) => !isIn(after, StageName) && present.some(({ Name }) => Name === StageName),
  );
  for (const { StageName: stageName } of opened) {
    await calls.call("EnableStageTransition", { pipelineName, stageName, transitionType: "Inbound" }, context);
  }
  for (const { StageName: stageName, Reason: reason } of after) {
    await calls.call("DisableStageTransition", { pipelineName, stageName, transitionType: "Inbound", reason }, context);
  }
}
