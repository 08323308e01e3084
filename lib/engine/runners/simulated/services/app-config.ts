import type { SimulatedProvider } from "../simulated-provider";

/** @see https://docs.aws.amazon.com/general/latest/gr/appconfig.html */
const MOST_BYTES = 2 * 1024 ** 2;

/** Plays the AppConfig action: the configuration file is looked for. */
export const appConfig: SimulatedProvider = async ({ job, files }) => {
  const { Application, Environment, ConfigurationProfile, InputArtifactConfigurationPath = "" } = job.configuration;
  const text = await files.read(files.primary, InputArtifactConfigurationPath, {
    key: "InputArtifactConfigurationPath",
    mostBytes: MOST_BYTES,
  });
  const size = Buffer.byteLength(text);
  return {
    done: `${InputArtifactConfigurationPath} (${size} bytes) was deployed as ${ConfigurationProfile} to environment ${Environment} of ${Application}`,
  };
};
