import { ActionFailure } from "../../action-failure";
import type { SimulatedPlan, SimulatedProvider, SimulatedWork } from "../simulated-provider";

/** Worst first. */
const SEVERITIES = ["Critical", "High", "Medium", "Low"] as const;
type Severity = (typeof SEVERITIES)[number];

/**
 * Plays the Inspector scan: finds nothing, unless a simulation's outputs say how much (`Critical`: `2`), and holds it
 * against the thresholds.
 */
export const inspectorScan: SimulatedProvider = async (work) => {
  const what = subjectOf(work);
  const findings = new Map(SEVERITIES.map((severity) => [severity, numberOf(severity, work.outputs[severity]) ?? 0]));
  for (const severity of SEVERITIES) {
    const key = `${severity}Threshold`;
    const most = numberOf(key, work.job.configuration[key]);
    const found = findings.get(severity) ?? 0;
    work.note(`${severity}: ${found} finding(s)${most === null ? "" : `, ${most} accepted`}`);
    if (most === null || found <= most) continue;
    throw new ActionFailure(
      "JobFailed",
      `Simulated locally: ${found} ${severity.toLowerCase()} finding(s) in ${what}, ${key} accepts ${most}.`,
    );
  }
  return planOf(what, findings);
};

function planOf(what: string, findings: ReadonlyMap<Severity, number>): SimulatedPlan {
  const highest = SEVERITIES.find((severity) => (findings.get(severity) ?? 0) > 0);
  const counts = Object.fromEntries([...findings].map(([severity, count]) => [severity.toLowerCase(), count]));
  const report = { simulated: true, scanned: what, vulnerabilities: [], findings: counts };
  return {
    done: `${what} was scanned`,
    succeed: async () => ({
      file: { path: "inspector-scan.json", content: `${JSON.stringify(report, null, 2)}\n` },
      ...(highest && { outputVariables: { HighestScannedSeverity: highest.toLowerCase() } }),
    }),
  };
}

function subjectOf({ job, files }: SimulatedWork): string {
  const { InspectorRunMode, ECRRepositoryName, ImageTag } = job.configuration;
  if (InspectorRunMode === "SourceCodeScan") return `artifact ${files.primary}`;
  if (ECRRepositoryName && ImageTag) return `image ${ECRRepositoryName}:${ImageTag}`;
  throw new ActionFailure("ConfigurationError", "An ECRImageScan needs ECRRepositoryName and ImageTag.");
}

function numberOf(key: string, value: string | undefined): number | null {
  if (value === undefined || value === "") return null;
  if (/^\d{1,9}$/.test(value)) return Number(value);
  throw new ActionFailure("ConfigurationError", `${key} ${value} must be a whole number, 0 or more.`);
}
