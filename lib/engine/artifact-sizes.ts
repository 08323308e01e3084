import { stat } from "node:fs/promises";
import { entryOf } from "@/lib/pipeline/entry-of";
import { ArtifactError } from "./artifacts/artifact-error";
import type { ArtifactStore } from "./artifacts/artifact-store";
import type { Quotas } from "./quotas";
import type { NamedArtifact } from "./records";
import type { ActionJob, ActionOutcome } from "./runners/runner";

export type ArtifactQuotas = Pick<
  Quotas,
  | "s3SourceBytes"
  | "gitSourceBytes"
  | "elasticBeanstalkInputBytes"
  | "cloudFormationInputBytes"
  | "codeDeployToEcsInputBytes"
>;

const SOURCES: Readonly<Record<string, keyof ArtifactQuotas>> = {
  S3: "s3SourceBytes",
  CodeCommit: "gitSourceBytes",
  CodeStarSourceConnection: "gitSourceBytes",
  GitHub: "gitSourceBytes",
};
const DEPLOYMENTS: Readonly<Record<string, keyof ArtifactQuotas>> = {
  ElasticBeanstalk: "elasticBeanstalkInputBytes",
  CloudFormation: "cloudFormationInputBytes",
  CodeDeployToECS: "codeDeployToEcsInputBytes",
};

/**
 * How large the artifacts of some actions may be, packed as they are.
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html
 */
export class ArtifactSizes {
  readonly #artifacts: ArtifactStore;
  readonly #quotas: ArtifactQuotas;

  constructor(artifacts: ArtifactStore, quotas: ArtifactQuotas) {
    this.#artifacts = artifacts;
    this.#quotas = quotas;
  }

  /** @returns why a deployment cannot begin, null when its inputs are small enough */
  checkInputs({ actionTypeId: { category, provider }, inputArtifacts }: ActionJob): Promise<ActionOutcome | null> {
    return this.#check(inputArtifacts, category === "Deploy" ? quotaOf(DEPLOYMENTS, provider) : undefined, provider);
  }

  /** @returns why what a source brought in cannot be used, null when it is small enough */
  checkOutputs({ actionTypeId: { category, provider }, outputArtifacts }: ActionJob): Promise<ActionOutcome | null> {
    return this.#check(outputArtifacts, category === "Source" ? quotaOf(SOURCES, provider) : undefined, provider);
  }

  async #check(
    artifacts: readonly NamedArtifact[],
    quota: keyof ArtifactQuotas | undefined,
    provider: string,
  ): Promise<ActionOutcome | null> {
    if (quota === undefined) return null;
    const limit = this.#quotas[quota];
    for (const { name, location } of artifacts) {
      const size = await this.#sizeOf(location);
      if (size <= limit) continue;
      const message = `The artifact ${name} has ${size} bytes, and ${provider} actions take ${limit} at most. Make it smaller; the engine's quota is ${quota}.`;
      return { status: "Failed", errorCode: "JobFailed", message };
    }
    return null;
  }

  /** One that is missing is the runner's to complain about. */
  async #sizeOf(location: NamedArtifact["location"]): Promise<number> {
    try {
      return (await stat(await this.#artifacts.pathOf(location))).size;
    } catch (error) {
      if (error instanceof ArtifactError) return 0;
      throw error;
    }
  }
}

function quotaOf(
  quotas: Readonly<Record<string, keyof ArtifactQuotas>>,
  provider: string,
): keyof ArtifactQuotas | undefined {
  return entryOf(quotas, provider);
}
