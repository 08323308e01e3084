import { z } from "zod";
import { RETRY_MODES } from "@/lib/pipeline/declaration";

export const retryStageInput = z.object({ stageName: z.string().min(1), retryMode: z.enum(RETRY_MODES) });
export type RetryStageInput = z.infer<typeof retryStageInput>;
