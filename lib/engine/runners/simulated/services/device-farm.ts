import { ActionFailure } from "../../action-failure";
import type { SimulatedProvider, SimulatedWork } from "../simulated-provider";

/** The whole numbers of the configuration, with their bounds. */
const BOUNDS: Readonly<Record<string, readonly [number, number]>> = {
  FuzzEventCount: [1, 10_000],
  FuzzEventThrottle: [1, 1_000],
  JobTimeoutMinutes: [1, 150],
};

/** Plays the Device Farm action: app and tests are looked for in the artifact, no device runs them. */
export const deviceFarm: SimulatedProvider = async (work) => {
  const { AppType = "", App = "", TestType = "", Test = "", DevicePoolArn = "" } = work.job.configuration;
  checkNumbers(work);
  const needsTest = !TestType.startsWith("BUILTIN_");
  if (needsTest && Test === "") {
    throw new ActionFailure(
      "ConfigurationError",
      `Test is missing: ${TestType} needs a test file in the input artifact.`,
    );
  }
  // A web test has no app.
  if (AppType !== "Web") await requireFile(work, App, "App");
  if (needsTest) await requireFile(work, Test, "Test");
  return { done: `${AppType} app ${App} was tested with ${TestType} on device pool ${DevicePoolArn}` };
};

async function requireFile({ files }: SimulatedWork, file: string, key: string): Promise<void> {
  if ((await files.kindOf(files.primary, file, key)) === "file") return;
  throw new ActionFailure(
    "JobFailed",
    `File [${file}] does not exist in artifact [${files.primary}]. ${key} names it: correct the path, or add the file to the artifact.`,
  );
}

function checkNumbers({ job }: SimulatedWork): void {
  for (const [key, [least, most]] of Object.entries(BOUNDS)) {
    const value = job.configuration[key];
    if (!value) continue;
    if (/^\d{1,6}$/.test(value) && Number(value) >= least && Number(value) <= most) continue;
    throw new ActionFailure("ConfigurationError", `${key} ${value} must be a whole number from ${least} to ${most}.`);
  }
}
