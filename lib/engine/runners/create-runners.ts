import path from "node:path";
import type { ActionTypeId } from "@/lib/pipeline/declaration";
import { createFileArtifactStore } from "../artifacts/file-artifact-store";
import { findRegistered } from "../action-types/registered-action-type";
import type { Stacks } from "../cloudformation/stacks";
import { createStoredObjects } from "../buckets/stored-objects";
import { withFailuresAsOutcomes } from "./action-failure";
import { withCheckedValues } from "./check-configuration";
import { cloudWatchAlarmRunner } from "./cloudwatch-alarm/cloudwatch-alarm-runner";
import { createBuildDirectories } from "./codebuild/build-directories";
import { createBuildNumbers } from "./codebuild/build-numbers";
import { createBuildCache } from "./codebuild/cache/build-cache";
import { createCodeBuildRunner } from "./codebuild/codebuild-runner";
import { createCommandsRunner } from "./codebuild/commands-runner";
import { createFileBuildRecords, type BuildRecordKeeper } from "./codebuild/records/build-records";
import type { CodeBuildOptions } from "./codebuild/run-project-build";
import { createFileSecrets } from "./codebuild/secrets";
import { createUnpackInput } from "./codebuild/unpack-input";
import { createCodeDeployRunner } from "./codedeploy/codedeploy-runner";
import { createEc2DeployRunner } from "./ec2/ec2-deploy-runner";
import { ecrSourceRunner } from "./ecr/ecr-source-runner";
import { createGitMirrors, type GitMirrors } from "./git-source/git-mirrors";
import { createGitSourceRunner } from "./git-source/git-source-runner";
import { isGitSource } from "./git-source/source-configuration";
import { createLauncher } from "./processes/launcher";
import { createOutputPipes } from "./processes/output-pipes";
import { createShells } from "./processes/start-shells";
import { createStraySweep } from "./processes/stray-sweep";
import { isForWorkers } from "../jobs/answered-by-job";
import { createJenkinsWorker } from "./jenkins/jenkins-worker";
import { createJobRunner, type JobRunnerOptions } from "./jobs/job-runner";
import { createPipelineInvokeRunner, type StartPipeline } from "./pipeline-invoke/pipeline-invoke-runner";
import { createLambdaDeployRunner } from "./lambda/lambda-deploy-runner";
import { createFunctionVersions } from "./lambda/function-versions";
import { createInvokeFunction, createLambdaInvokeRunner } from "./lambda/lambda-invoke-runner";
import type { Sessions } from "../session-credentials";
import type { ActionJob, Runner } from "./runner";
import { createS3DeployRunner } from "./s3/s3-deploy-runner";
import { createS3SourceRunner } from "./s3/s3-source-runner";
import { findSimulation } from "./simulated/find-simulation";
import { findSimulatedProvider } from "./simulated/providers";
import { createSimulatedRunner } from "./simulated/simulated-runner";
import { SimulatedState } from "./simulated/simulated-state";
import { createStepFunctionsRunner } from "./step-functions/step-functions-runner";

/** One for the whole process, however many engines are in it. */
const launcher = createLauncher();

export interface RunnersOptions extends Omit<JobRunnerOptions, "invokeFunction" | "runOnJenkins"> {
  /** Where runners keep what outlives an action, and where `secrets.json` is. */
  readonly dataDirectory: string;
  /** Where the names of pipes come and go. Unset: in the data directory. */
  readonly pipesDirectory?: string;
  /** Copies of the repositories, which change detection uses too. */
  readonly mirrors: GitMirrors;
  /** Keeps what becomes of builds. */
  readonly buildRecords: BuildRecordKeeper;
  /** Where functions get their keys from. */
  readonly sessions: Sessions;
  /** Where functions reach this engine. */
  endpointUrl(): string;
  /** For the servers of others, such as Jenkins. */
  readonly fetch: typeof globalThis.fetch;
  /** What CloudFormation actions deploy to. */
  readonly stacks: Stacks;
  /** Starts executions of other pipelines. */
  readonly startPipeline: StartPipeline;
  /** The page that shows the execution of a job, for CODEBUILD_BUILD_URL. */
  readonly executionUrl?: (job: ActionJob) => string;
}

/**
 * The runner of every action type but Approval, which is the engine's own matter. Make it once per engine: runners
 * share their locks.
 */
export function createRunners(options: RunnersOptions): (job: Pick<ActionJob, "actionTypeId">) => Runner {
  const inDataDirectory = (...names: string[]): string => path.join(options.dataDirectory, ...names);
  const { mirrors } = options;
  const pipes = createOutputPipes(options.pipesDirectory ?? inDataDirectory("pipes"));
  const buckets = { directory: inDataDirectory("s3"), objects: createFileArtifactStore(inDataDirectory("s3")) };
  const secrets = createFileSecrets(inDataDirectory("secrets.json"));
  const builds: CodeBuildOptions = {
    buckets,
    secrets,
    buildNumbers: createBuildNumbers(inDataDirectory("codebuild", "build-numbers")),
    records: options.buildRecords,
    cache: createBuildCache(inDataDirectory("codebuild", "cache")),
    directories: createBuildDirectories(inDataDirectory("work", "builds")),
    shells: createShells({ launcher, pipes, directory: inDataDirectory("work", "ready") }),
    sweep: createStraySweep(),
    unpackInput: createUnpackInput(mirrors),
    executionUrl: options.executionUrl,
  };
  const gitSource = createGitSourceRunner(mirrors);
  const codeBuild = createCodeBuildRunner(builds);
  const commands = createCommandsRunner(builds);
  const codeDeploy = createCodeDeployRunner(inDataDirectory("codedeploy"), pipes);
  const ec2Deploy = createEc2DeployRunner(inDataDirectory("ec2"), pipes);
  const stored = createStoredObjects([buckets.directory]);
  const s3Source = createS3SourceRunner({ directory: buckets.directory, objects: stored });
  const s3Deploy = createS3DeployRunner({ ...buckets, stored });
  const simulated = createSimulatedRunner(new SimulatedState(inDataDirectory("simulated")), options.stacks);
  const functions = {
    versions: createFunctionVersions(inDataDirectory("lambda")),
    sessions: options.sessions,
    endpointUrl: options.endpointUrl,
  };
  const invokeFunction = createInvokeFunction({ jobs: options.jobs, ...functions });
  const runOnJenkins = createJenkinsWorker({ jobs: options.jobs, secrets, fetch: options.fetch });
  const workers = createJobRunner({ ...options, invokeFunction, runOnJenkins });
  const jobs = unlessBoundToSimulation(workers, simulated);
  const simulatedPartners = untilUpdated(simulated, { jobs, listActionTypes: options.listActionTypes });
  const lambdaDeploy = createLambdaDeployRunner(functions.versions);
  const pipelineInvoke = createPipelineInvokeRunner(options);
  const stepFunctions = createStepFunctionsRunner(functions);
  const lambdaInvoke = createLambdaInvokeRunner(invokeFunction);

  const runnerOf = (actionTypeId: ActionTypeId): Runner => {
    if (isProvider(actionTypeId, "CloudWatchAlarm")) return cloudWatchAlarmRunner;
    if (isProvider(actionTypeId, "CodeBuild")) return codeBuild;
    if (isProvider(actionTypeId, "Commands")) return commands;
    if (isProvider(actionTypeId, "CodeDeploy")) return codeDeploy;
    if (isProvider(actionTypeId, "StepFunctions")) return stepFunctions;
    if (isProvider(actionTypeId, "Lambda")) return actionTypeId.category === "Invoke" ? lambdaInvoke : lambdaDeploy;
    if (isProvider(actionTypeId, "CodePipeline")) return pipelineInvoke;
    if (isProvider(actionTypeId, "EC2")) return ec2Deploy;
    if (isProvider(actionTypeId, "ECR")) return ecrSourceRunner;
    if (isProvider(actionTypeId, "S3")) return actionTypeId.category === "Source" ? s3Source : s3Deploy;
    if (isGitSource(actionTypeId)) return gitSource;
    if (!isForWorkers(actionTypeId)) return simulated;
    return findSimulatedProvider(actionTypeId) ? simulatedPartners : jobs;
  };
  return ({ actionTypeId }) => withFailuresAsOutcomes(withCheckedValues(runnerOf(actionTypeId)));
}

/** The copies of repositories in a data directory. Make it once per engine: their locks are in it. */
export function createMirrors(dataDirectory: string): GitMirrors {
  return createGitMirrors(path.join(dataDirectory, "git"));
}

/** The builds of a data directory. Make it once per engine: a build that runs is known to the one it was told. */
export function createBuildRecords(dataDirectory: string): BuildRecordKeeper {
  return createFileBuildRecords(path.join(dataDirectory, "codebuild", "builds"));
}

/** A partner's action waits for the partner's worker; a simulation under Local resources plays one that nobody runs. */
function unlessBoundToSimulation(jobs: Runner, simulated: Runner): Runner {
  return {
    async run(job, context) {
      const isBound = (await findSimulation(job, context.resources)) !== null;
      return (isBound ? simulated : jobs).run(job, context);
    },
  };
}

/** Who updates a partner's type has a worker, or a function, for it; until then it is simulated. */
function untilUpdated(
  simulated: Runner,
  { jobs, listActionTypes }: Pick<RunnersOptions, "listActionTypes"> & { readonly jobs: Runner },
): Runner {
  return {
    async run(job, context) {
      const isUpdated = findRegistered(await listActionTypes(), job.actionTypeId) !== null;
      return (isUpdated ? jobs : simulated).run(job, context);
    },
  };
}

function isProvider(actionTypeId: ActionTypeId, provider: string): boolean {
  return actionTypeId.owner === "AWS" && actionTypeId.provider === provider;
}
