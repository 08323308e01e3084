import { localMoment } from "@/lib/pipeline/quartz/local-moment";
import { parseCron } from "@/lib/pipeline/quartz/parse-cron";
import type { ErrorDetails } from "../records";

type Checked = { readonly status: "Succeeded" } | { readonly status: "Failed"; readonly error: ErrorDetails };

/**
 * The rule DeploymentWindow: succeeds when `at` is inside the window that `Cron` describes in `TimeZone`.
 * A window is at least a minute long, so the seconds of the expression do not count.
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/rule-reference-DeploymentWindow.html
 */
export function checkDeploymentWindow(configuration: Readonly<Record<string, string>>, at: number): Checked {
  const { Cron: cron = "", TimeZone: timeZone = "UTC" } = configuration;
  const isInside = parseCron(cron);
  if (!isInside)
    return failed("ConfigurationError", `"${cron}" is not a Quartz cron expression of six or seven fields.`);
  const now = localMoment(at, timeZone);
  if (!now) return failed("ConfigurationError", `"${timeZone}" is not a time zone.`);
  return isInside(now)
    ? { status: "Succeeded" }
    : failed("JobFailed", `The deployment window ${cron} (${timeZone}) is closed.`);
}

function failed(code: string, message: string): Checked {
  return { status: "Failed", error: { code, message } };
}
