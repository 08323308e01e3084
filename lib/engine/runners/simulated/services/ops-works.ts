import type { SimulatedProvider } from "../simulated-provider";

/** Plays the OpsWorks action. The service is retired, so nothing but the configuration can be checked. */
export const opsWorks: SimulatedProvider = async ({ job, files }) => {
  const { Stack, App, Layer } = job.configuration;
  const layer = Layer ? `, layer ${Layer}` : "";
  return { done: `artifact ${files.primary} was deployed as app ${App} to stack ${Stack}${layer}` };
};
