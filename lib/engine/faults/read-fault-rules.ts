import { findText } from "../is-missing";
import { faultRules, type FaultRule } from "./fault-rule";

/**
 * Reads fault rules from configuration: a JSON array, or the path of a file that holds one.
 * @throws Error that says what is wrong, and where
 */
export async function readFaultRules(configuration: string): Promise<readonly FaultRule[]> {
  const isInline = configuration.trimStart().startsWith("[");
  const where = isInline ? "PENSTOCK_FAULTS" : configuration;
  const text = isInline ? configuration : await findText(configuration);
  if (text === null) {
    throw new Error(`The fault rules cannot be read: there is no file ${where}. Correct PENSTOCK_FAULTS.`);
  }
  const parsed = faultRules.safeParse(parseJson(text, where));
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path, message }) => `${path.join(".") || "the rules"} ${message}`);
  throw new Error(`The fault rules in ${where} cannot be used: ${problems.join("; ")}`);
}

function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`The fault rules in ${where} are not JSON.`, { cause });
  }
}

/** One line for people. */
export function describeFaultRules(rules: readonly FaultRule[]): string {
  if (rules.length === 0) return "Fault injection is off.";
  const texts = rules.map(({ operation, fault, when }) => {
    const often = "everyNth" in when ? `every ${when.everyNth}. call` : `${when.probability * 100} % of calls`;
    return `${operation}: ${fault.type} in ${often}`;
  });
  return `Fault injection is ON: ${texts.join("; ")}.`;
}
