import { z } from "zod";

/**
 * The EventBridge envelope of a CodePipeline state change: of it we read which execution to look at, never its
 * state, because events may come twice and out of order.
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html
 */
export const stateChangeEvent = z.looseObject({
  id: z.string().min(1).max(200),
  source: z.literal("aws.codepipeline"),
  "detail-type": z.string(),
  detail: z.looseObject({ pipeline: z.string().min(1).max(100), "execution-id": z.uuid() }),
});
export type StateChangeEvent = z.infer<typeof stateChangeEvent>;
