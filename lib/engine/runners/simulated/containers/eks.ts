import { z } from "zod";
import { parseAllDocuments } from "yaml";
import { refuseDeepNesting } from "@/lib/pipeline/formats/nesting";
import { UnreadableText } from "@/lib/pipeline/formats/source-node";
import { ActionFailure } from "../../action-failure";
import type { SimulatedPlan, SimulatedProvider, SimulatedWork } from "../simulated-provider";

const MOST_BYTES = 1024 ** 2;
const MAX_ALIASES = 100;

const manifest = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string().optional(), generateName: z.string().optional() }).optional(),
});

/** Plays the EKS action: the chart or the manifests are looked for and read, nothing is applied. */
export const eks: SimulatedProvider = async (work) => {
  const { HelmReleaseName, HelmChartLocation, ManifestFiles } = work.job.configuration;
  const isHelm = Boolean(HelmReleaseName || HelmChartLocation);
  if (isHelm && ManifestFiles) {
    throw new ActionFailure(
      "ConfigurationError",
      "HelmReleaseName and HelmChartLocation are for Helm, ManifestFiles is for kubectl: give one or the other.",
    );
  }
  return isHelm ? installChart(work) : applyManifests(work);
};

async function installChart(work: SimulatedWork): Promise<SimulatedPlan> {
  const { files, job } = work;
  const { HelmReleaseName = "", HelmChartLocation = "", HelmValuesFiles = "" } = job.configuration;
  if (!/^[a-z0-9]([-a-z0-9]{0,51}[a-z0-9])?$/.test(HelmReleaseName)) {
    throw new ActionFailure(
      "ConfigurationError",
      `HelmReleaseName ${JSON.stringify(HelmReleaseName)} must be lower-case letters, digits and hyphens, 53 at most.`,
    );
  }
  const artifact = files.primary;
  const isArchive = HelmChartLocation.endsWith(".tgz");
  const chart = isArchive ? HelmChartLocation : `${HelmChartLocation}/Chart.yaml`;
  if ((await files.kindOf(artifact, chart, "HelmChartLocation")) !== "file") {
    throw new ActionFailure(
      "JobFailed",
      `File [${chart}] does not exist in artifact [${artifact}]. HelmChartLocation must be the folder of a chart, or its .tgz file.`,
    );
  }
  for (const file of partsOf(HelmValuesFiles)) await readDocuments(work, file, "HelmValuesFiles");
  return planOf(work, `chart ${HelmChartLocation} was installed as release ${HelmReleaseName}`);
}

async function applyManifests(work: SimulatedWork): Promise<SimulatedPlan> {
  const { ManifestFiles = "" } = work.job.configuration;
  const objects: string[] = [];
  for (const file of partsOf(ManifestFiles)) {
    for (const document of await readDocuments(work, file, "ManifestFiles")) {
      const parsed = manifest.safeParse(document);
      if (!parsed.success) {
        throw new ActionFailure(
          "JobFailed",
          `File [${file}]: a document is no manifest; it needs apiVersion, kind and metadata.`,
        );
      }
      const { kind, metadata } = parsed.data;
      objects.push(`${kind.toLowerCase()}/${metadata?.name ?? metadata?.generateName ?? ""}`);
    }
  }
  if (objects.length === 0) throw new ActionFailure("JobFailed", `ManifestFiles ${ManifestFiles} hold no manifest.`);
  for (const object of objects) work.note(`${object} would be applied`);
  return planOf(work, `${objects.length} object(s) were applied: ${objects.join(", ")}`);
}

function planOf({ job }: SimulatedWork, done: string): SimulatedPlan {
  const { ClusterName = "", Namespace = "default" } = job.configuration;
  return {
    done: `${done}, in namespace ${Namespace} of cluster ${ClusterName}`,
    succeed: async () => ({ outputVariables: { EKSClusterName: ClusterName } }),
  };
}

/** Documents of a YAML file, once the action's environment variables are in it; empty documents are left out. */
async function readDocuments(work: SimulatedWork, file: string, key: string): Promise<unknown[]> {
  const text = substitute(await work.files.read(work.files.primary, file, { key, mostBytes: MOST_BYTES }), work);
  try {
    refuseDeepNesting(text);
    // Without its own search for repeated keys, which takes time squared in their number.
    const documents = [...parseAllDocuments(text, { uniqueKeys: false })];
    const fault = documents.flatMap((document) => ("errors" in document ? document.errors : []))[0];
    if (fault) throw new ActionFailure("JobFailed", `File [${file}] is not YAML: ${fault.message.split("\n")[0]}`);
    return documents.flatMap((document) =>
      "toJS" in document ? (document.toJS({ maxAliasCount: MAX_ALIASES }) ?? []) : [],
    );
  } catch (error) {
    if (error instanceof ActionFailure) throw error;
    const reason =
      error instanceof UnreadableText || error instanceof ReferenceError ? error.message : "it cannot be read";
    throw new ActionFailure("JobFailed", `File [${file}] is not YAML: ${reason}`, { cause: error });
  }
}

/** `$NAME` and `${NAME}` of the action's environment variables; others stay for Kubernetes. */
function substitute(text: string, { job }: SimulatedWork): string {
  const values = new Map((job.environmentVariables ?? []).map(({ name, value }) => [name, value]));
  return text.replaceAll(/\$\{(\w+)\}|\$(\w+)/g, (whole, braced?: string, plain?: string) => {
    return values.get(braced ?? plain ?? "") ?? whole;
  });
}

function partsOf(list: string): string[] {
  return list
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}
