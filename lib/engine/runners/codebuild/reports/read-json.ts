import type { z } from "zod";
import { ReportError } from "./report-error";

/** @throws ReportError when the text is not JSON, or not of that shape */
export function readJson<Output>(schema: z.ZodType<Output>, text: string): Output {
  const parsed = schema.safeParse(parse(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ReportError(`it is not such a report: ${issue?.path.join(".") || "the whole"}: ${issue?.message}`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ReportError("it is not JSON");
  }
}
