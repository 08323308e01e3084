import type { FidelityTable } from "./fidelity-row";

const GIT = "runners/git-source/git-source-runner.test.ts";
const BUILDS = "runners/codebuild/codebuild-runner.test.ts";

/** Action providers: what an action of theirs really does on this machine. */
export const PROVIDERS = {
  "CodeCommit, CodeStarSourceConnection, GitHub (source)": {
    grade: "approximate",
    note: "The Git repository registered for the name, by commit. Pushes are found by looking at its branches.",
    shownBy: {
      [GIT]: [
        "takes the newest commit of the branch, as it is in the commit",
        "takes the commit of an override, also one that is not the newest",
        "hands a full clone to CodeBuild under CODEBUILD_CLONE_REF",
      ],
    },
  },
  "S3 (source and deploy)": {
    grade: "approximate",
    note:
      "Buckets are directories below the data directory. Of an object the last twenty versions are kept that source " +
      "actions took, or that a deployment or an upload replaced or somebody deleted. Objects carry content type, " +
      "CacheControl, CannedACL, KMS key and their own metadata, in every version that is kept. The same bytes put again are the same version, so they start nothing. Nothing is encrypted.",
    shownBy: {
      "source-watch/polled-sources.test.ts": [
        "tells of an object that was replaced, once, and keeps that version of it",
        "leaves alone an object that is not to be polled",
      ],
      "runners/s3/s3-runners.test.ts": [
        "deploys an artifact as one object, which a source action then takes",
        "tells of the revision what its uploader said in the object's metadata",
        "takes a version that was taken before, though the object has been replaced",
        "extracts an artifact below a prefix",
      ],
      "runners/s3/s3-deploy-runner.test.ts": [
        "hold the time and a fresh id where they ask for them",
        "says how to cache, who may read, which key was meant and what the content is",
        "keep the versions that they replace",
      ],
    },
  },
  "ECR (source)": {
    grade: "approximate",
    note: "The registry is a list of tags and digests; nothing is pulled, and the size of an image is told as 0.",
    shownBy: {
      "runners/ecr/ecr-source-runner.test.ts": [
        "tells which image the tag stands for, in variables and in imageDetail.json",
        "takes another tag, or the digest of an override, which has no tag",
      ],
      "source-watch/polled-sources.test.ts": ["tells of another image behind a tag"],
    },
  },
  "CodeBuild (build and test)": {
    grade: "approximate",
    note: "The buildspec runs as processes of this machine, not in an image.",
    shownBy: {
      [BUILDS]: [
        "runs all phases in one shell, exports variables and packs the artifact",
        "tells the failing command, still runs post_build, and fails",
      ],
    },
  },
  "Commands (compute)": {
    grade: "approximate",
    note: "The commands run as processes of this machine, not in an image.",
    shownBy: {
      "runners/codebuild/commands-runner.test.ts": [
        "runs its commands in one shell, exports variables and packs files",
      ],
    },
  },
  "CodeDeploy (deploy): in place": {
    grade: "approximate",
    note: "Instances are registered directories, a load balancer is a directory of links. ACLs and SELinux contexts are only logged.",
    shownBy: {
      "runners/codedeploy/target-deployment.test.ts": [
        "run in order, from the revision, with CodeDeploy's environment and nothing of the engine's",
        "stop the previous successful revision with its own script",
      ],
      "runners/codedeploy/codedeploy-runner.test.ts": [
        "removes what the previous deployment installed, and nothing else",
      ],
      "runners/codedeploy/deployments.test.ts": [
        "are deployed to in the order of their health: who failed last comes first",
        "deploys the last good revision again under an id of its own, and the action stays failed",
        "is kept from each target while it is deployed to, by the scripts of the revision that was there",
      ],
    },
  },
  "CodeDeploy (deploy): blue/green": {
    grade: "approximate",
    note: "Two registered sets of directories alternate. Nobody has to confirm the switch; there is no Auto Scaling group to copy.",
    shownBy: {
      "runners/codedeploy/blue-green.test.ts": [
        "installs beside the originals, moves traffic, ends the originals, and comes back the next time",
        "moves traffic back when a failure comes after it has begun to move",
      ],
    },
  },
  "EC2 (deploy)": {
    grade: "approximate",
    note: "Instances are registered directories with tags; target groups are only named, and the summary says so.",
    shownBy: {
      "runners/ec2/ec2-deploy-runner.test.ts": [
        "receives the whole artifact between the two scripts, which run in it",
        "that have the artifact already are skipped, and those that failed come first",
        "of its own format copies files, sets permissions and runs scripts",
        "may be an AppSpec, whose hooks run before and after the files",
      ],
    },
  },
  "Custom and ThirdParty": {
    grade: "exact",
    note: "Job workers attach through the job API.",
    shownBy: {
      "operations/jobs.test.ts": [
        "fails after 24 hours, and takes no result any more",
        "waits on when the engine is started anew, whoever has the job",
      ],
      "operations/third-party-jobs.test.ts": ["gives each job the time that the action type allows it"],
      "runners/jobs/job-runner.test.ts": [
        "has a source of one's own wait for its worker, though it is named as AWS's: %s",
        "has an action that is simulated wait for its partner's worker, once its type was updated",
      ],
    },
  },
  "Jenkins (custom)": {
    grade: "approximate",
    note:
      "Without a worker of its own, over Jenkins's REST API: inputs go to file parameters of their names, what a build " +
      "archives is the output. An action that is abandoned or out of time ends its build.",
    shownBy: {
      "runners/jenkins/jenkins-worker.test.ts": [
        "builds the project with its parameters, and brings console, link and archive back",
        "follows the same build when the engine is started anew, and waits while Jenkins is away",
        "ends the build in Jenkins when the action is abandoned",
      ],
    },
  },
  "Lambda (invoke)": {
    grade: "approximate",
    note: "The registered Node or Python handler runs as a process. One that ends in an error fails the action at once.",
    shownBy: {
      "runners/lambda/lambda-invoke-runner.test.ts": [
        "gets CodePipeline's event, and replies with the SDK that its runtime has",
        "is called again with the token it left, until it is done",
        "reads its inputs and writes its outputs with the keys of its event",
        "when the function takes longer than it may, and nothing of it goes on",
      ],
    },
  },
  "Lambda (deploy)": {
    grade: "approximate",
    note: "Versions and aliases are kept on this machine; an alias is made by its first deployment. Alarms are as set under Local resources.",
    shownBy: {
      "runners/lambda/lambda-deploy-runner.test.ts": [
        "publishes the artifact as a new version, which is what is called from then on",
        "moves an alias to the new version, and back to one that is named",
        "shifts step by step",
        "goes back when an alarm goes off",
        "goes back at the next start when the engine was killed while it shifted",
      ],
    },
  },
  "CodePipeline (invoke)": {
    grade: "exact",
    shownBy: {
      "runners/pipeline-invoke/pipeline-invoke-runner.test.ts": [
        "starts the pipeline with its variables and revisions, once per attempt, and links to the execution",
        "fails with %j, and says what is wrong",
      ],
    },
  },
  StepFunctions: {
    grade: "approximate",
    note:
      "The registered definition runs here: all states and intrinsic functions of the language, JSONPath and JSONata " +
      "(without regular expressions), tasks that are Lambda functions. Distributed maps, and variables with JSONPath, " +
      "fail the action and say so.",
    shownBy: {
      "runners/step-functions/step-functions-runner.test.ts": [
        "runs a state machine with its tasks, and puts its output out",
        "takes its input from a file of the artifact",
      ],
      "runners/step-functions/run-state-machine.test.ts": [
        "passes data from state to state, along its paths",
        "retries what may pass, with longer and longer pauses",
        "runs branches beside each other, and one state machine for each item",
      ],
      "runners/step-functions/intrinsics.test.ts": ["%s", "%s fails: %s"],
      "runners/step-functions/jsonata-states.test.ts": [
        "gives arguments, makes outputs, and keeps what it assigns",
        "chooses by conditions, waits by expressions and fails in words",
        "runs items and branches, which see what was assigned and assign for themselves alone",
        "retries, and catches with the error at hand",
      ],
    },
  },
  "Manual (approval)": {
    grade: "approximate",
    note: "NotificationArn is kept and shown; nothing is sent.",
    shownBy: {
      "operations/stages.test.ts": [
        "approves with the token it was shown, and records who and what",
        "fails by itself when nobody answers for seven days",
      ],
    },
  },
  "CloudFormation, stack sets (deploy)": {
    grade: "simulated",
    note: "Template, parameters and capabilities are checked. Stacks and change sets are those of CloudFormation's API, whose pipelines are made; all else is remembered.",
    shownBy: {
      "runners/simulated/cloudformation/cloudformation.test.ts": [
        "are created, updated, left alone without changes, and deleted",
        "put out what their template says, as variables and as a file",
        "that failed can only be replaced or deleted",
        "are made, replaced and run, once",
        "come from the file, the overrides, artifacts and files in them; overrides win",
      ],
      "cloudformation/deployed-pipeline.test.ts": ["deploys stacks of its own, which the API shows too"],
    },
  },
  "ECS, CodeDeployToECS, EKS, ECRBuildAndPublish": {
    grade: "simulated",
    note: "The files they read are held against their format; nothing is rolled out, no image is built.",
    shownBy: {
      "runners/simulated/containers/containers.test.ts": [
        "reads the image definitions, under the name that is configured",
        "puts images into the task definition and its revision into the appspec",
        "reads manifests, with the action's variables in them",
        "looks for the Dockerfile and tells digest and repository",
      ],
    },
  },
  "ElasticBeanstalk, AppConfig, ServiceCatalog, OpsWorks, DeviceFarm, AlexaSkillsKit, InspectorScan": {
    grade: "simulated",
    note: "Configuration and input files are checked; nothing else is done. AlexaSkillsKit has job workers once UpdateActionType was called for it.",
    shownBy: {
      "runners/simulated/services/services.test.ts": [
        "finds nothing by itself, and writes that down as simulated",
        "finds what a simulation says, and fails above a threshold",
      ],
    },
  },
  "every other provider": {
    grade: "simulated",
    note: "Nothing is done; log, summary and outputs say so. Outcome, duration and outputs can be bound under Local resources.",
    shownBy: {
      "runners/simulated/simulated-runner.test.ts": [
        "says in summary, log and outputs that nothing was done, and shows no secret",
        "decides how the action ends, how long it takes and what it puts out",
        "plays a partner whose worker nobody runs",
      ],
    },
  },
} as const satisfies FidelityTable;
