import { ActionFailure } from "../../action-failure";
import type { SimulatedProvider } from "../simulated-provider";

const MOST_INPUT_MEBIBYTES = 512;

/** Plays the Elastic Beanstalk action: names and the size of the bundle are checked. */
export const elasticBeanstalk: SimulatedProvider = async ({ job, files, nowAt, newId }) => {
  const { ApplicationName = "", EnvironmentName = "" } = job.configuration;
  await files.limitEach(MOST_INPUT_MEBIBYTES);
  if (ApplicationName.length > 100 || ApplicationName.includes("/")) {
    throw new ActionFailure(
      "ConfigurationError",
      `ApplicationName ${ApplicationName} must have 100 characters at most and no slash.`,
    );
  }
  if (!/^[A-Za-z0-9]([A-Za-z0-9-]{2,38})[A-Za-z0-9]$/.test(EnvironmentName)) {
    throw new ActionFailure(
      "ConfigurationError",
      `EnvironmentName ${EnvironmentName} must have 4 to 40 letters, digits and hyphens, and no hyphen at either end.`,
    );
  }
  const label = `code-pipeline-${nowAt()}-${files.primary}-${newId()}`.slice(0, 100);
  return { done: `version ${label} of ${ApplicationName} was deployed to environment ${EnvironmentName}` };
};
