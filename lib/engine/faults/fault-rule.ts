import { z } from "zod";

const LONGEST_DELAY_MS = 60_000;
const MOST_RULES = 100;

/** Makes some calls slow or fail, for those who test a client against the engine. */
const faultRule = z.strictObject({
  /** The name of an operation of any of the engine's services, or `*` for all. */
  operation: z.string().regex(/^(?:\*|[A-Za-z]{1,100})$/, "must be the name of an operation, or *"),
  fault: z.discriminatedUnion("type", [
    z.strictObject({
      type: z.literal("latency"),
      milliseconds: z.int().min(1, "is less than 1").max(LONGEST_DELAY_MS, `is more than ${LONGEST_DELAY_MS}`),
    }),
    z.strictObject({ type: z.literal("throttling") }),
    z.strictObject({ type: z.literal("error"), status: z.union([z.literal(500), z.literal(503)]) }),
  ]),
  when: z.union([
    z.strictObject({ probability: z.number().gt(0, "must be more than 0").max(1, "is more than 1") }),
    /** 3: the third call, the sixth, and so on. */
    z.strictObject({ everyNth: z.int().min(1, "is less than 1") }),
  ]),
});

export const faultRules = z.array(faultRule).max(MOST_RULES, `are more than ${MOST_RULES}`);
export type FaultRule = z.infer<typeof faultRule>;
