import { z } from "zod";

/** The gate into a stage. */
export const transitionState = z.object({
  enabled: z.boolean(),
  lastChangedBy: z.string().nullable(),
  lastChangedAt: z.iso.datetime().nullable(),
  disabledReason: z.string().nullable(),
});
export type TransitionState = z.infer<typeof transitionState>;

/** The service takes 1 to 300 of these characters as a reason. @see API_DisableStageTransition */
export const disabledReason = z
  .string()
  .trim()
  .min(1, "Say why the transition is disabled.")
  .max(300)
  .regex(/^[a-zA-Z0-9!@ ().*?-]+$/, "AWS allows letters, digits, spaces and ! @ ( ) . * ? - here.");

export const transitionInput = z.discriminatedUnion("enabled", [
  z.object({ stageName: z.string(), enabled: z.literal(true) }),
  z.object({ stageName: z.string(), enabled: z.literal(false), reason: disabledReason }),
]);
export type TransitionInput = z.infer<typeof transitionInput>;
