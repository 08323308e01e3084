/** What an error code of a service means for an action, and what a person does about it. Both are sentences. */
export interface ErrorAdvice {
  /** As the service spells it. */
  readonly code: string;
  readonly meaning: string;
  readonly remedy: string;
}

/**
 * What is known of the error of an action or a rule. A message often carries the code of the service behind
 * CodePipeline, which says more than CodePipeline's own, so codes in the message come first.
 * @returns null for a code that nobody has written advice for
 */
export function adviceOnError(error: { readonly code: string | null; readonly message: string }): ErrorAdvice | null {
  const words = [...error.message.matchAll(/[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*/g)].map(([word]) => word);
  const specific = words.find((word) => KNOWN.has(word) && !GENERAL.has(word));
  const code = specific ?? (error.code !== null && KNOWN.has(error.code) ? error.code : null);
  return code === null ? null : (KNOWN.get(code) ?? null);
}

const PERMISSION =
  "Allow the action that the message names to the role it names, on the resource it names. Then retry the failed actions.";
const THROTTLED =
  "Retry the failed actions after a minute. If it comes back, let fewer actions run at once, or raise the quota.";
const LOG =
  "Open the log at its first error, mend that, and start again; what failed by chance can be retried as it is.";

/** What CodePipeline itself says, and every job worker. @see API_FailureDetails */
const FAILURE_TYPES = {
  JobFailed: ["The work of the action ended in failure.", LOG],
  ConfigurationError: [
    "The action cannot run as it is configured: something it names does not exist, or does not fit.",
    "Compare the message with the tab Configuration, correct the action in the editor, publish, and start again.",
  ],
  PermissionError: ["A role may not do what the action needs.", PERMISSION],
  RevisionOutOfSync: [
    "The revision is not the one the pipeline expects any more.",
    "Start a new execution, so that every source is read again.",
  ],
  RevisionUnavailable: [
    "The revision cannot be read: a branch, an object or a version of it is gone.",
    "Look whether it still exists at its source, and start again with a revision that does.",
  ],
  SystemUnavailable: [
    "The service behind the action, or the machine that runs it, was not available.",
    "Nothing is wrong with the change. Retry the failed actions; if it comes back, look at the health of the service.",
  ],
} as const satisfies Record<string, Advice>;

/** Errors that AWS services share. @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
const COMMON = {
  AccessDenied: ["A role may not do what the action needs.", PERMISSION],
  AccessDeniedException: ["A role may not do what the action needs.", PERMISSION],
  UnauthorizedOperation: ["A role may not do what the action needs.", PERMISSION],
  ThrottlingException: ["The service took more calls than it allows.", THROTTLED],
  Throttling: ["The service took more calls than it allows.", THROTTLED],
  TooManyRequestsException: ["The service took more calls than it allows.", THROTTLED],
  NoSuchBucket: ["The bucket does not exist.", "Create it, or correct its name in the action or the artifact store."],
  NoSuchKey: [
    "The object does not exist in its bucket.",
    "Look whether it was deleted or has expired, and start again so that it is made anew.",
  ],
  ResourceNotFoundException: [
    "Something the action names does not exist in this account and Region.",
    "Correct the name in the action, or create what it names, and start again.",
  ],
  ExpiredTokenException: ["The credentials ended while the action ran.", "Retry the failed actions."],
} as const satisfies Record<string, Advice>;

/** @see https://docs.aws.amazon.com/codebuild/latest/APIReference/API_PhaseContext.html */
const CODEBUILD = {
  COMMAND_EXECUTION_ERROR: ["A command of the buildspec ended with an exit code other than 0.", LOG],
  YAML_FILE_ERROR: [
    "The buildspec is missing or cannot be read.",
    "Check that the file lies where the project looks for it, and that it is valid YAML.",
  ],
  BUILD_TIMED_OUT: [
    "The build took longer than its project allows.",
    "See in the log where the time went. Raise the timeout of the project, or make the step quicker.",
  ],
  BUILD_CONTAINER_UNABLE_TO_PULL_IMAGE: [
    "The image of the build cannot be pulled.",
    "Check its name and tag, and that the project's role may pull it.",
  ],
  CLIENT_ERROR: [
    "CodeBuild refused the build or could not fetch its input.",
    "Compare the message with the project: source, image, role, buildspec.",
  ],
} as const satisfies Record<string, Advice>;

/** @see https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_ErrorInformation.html */
const CODEDEPLOY = {
  HEALTH_CONSTRAINTS: [
    "Too few instances would have stayed healthy, so the deployment was stopped.",
    "Open the instance that failed first and read its lifecycle event; the others only followed.",
  ],
  NO_INSTANCES: [
    "The deployment group has no instance.",
    "Check its tags or its Auto Scaling group, and that the agent runs on the instances.",
  ],
  REVISION_MISSING: [
    "The revision to deploy is not where it was put.",
    "Start again, so that it is built and stored anew.",
  ],
  IAM_ROLE_PERMISSIONS: ["The service role of CodeDeploy may not do what it needs.", PERMISSION],
  IAM_ROLE_MISSING: ["The service role of CodeDeploy does not exist.", "Choose another in the deployment group."],
  DEPLOYMENT_GROUP_MISSING: ["The deployment group does not exist.", "Correct its name in the action, or create it."],
  APPLICATION_MISSING: [
    "The application does not exist in CodeDeploy.",
    "Correct its name in the action, or create it.",
  ],
  ALARM_ACTIVE: [
    "A CloudWatch alarm of the deployment group went off.",
    "Look at the alarm before anything is retried.",
  ],
  MANUAL_STOP: ["Somebody stopped the deployment.", "Ask who did, then retry the failed actions."],
  HOOK_EXECUTION_FAILURE: ["A lifecycle hook failed.", "Read the log of the hook's function, mend it, and retry."],
  ScriptFailed: ["A script of the appspec ended with an exit code other than 0.", LOG],
  ScriptMissing: [
    "A script that the appspec names is not in the revision.",
    "Add it to the artifact, or correct its path.",
  ],
  ScriptNotExecutable: ["A script of the appspec may not be executed.", "Set its executable bit in the repository."],
  ScriptTimedOut: [
    "A script of the appspec took longer than its timeout.",
    "See in the log where it hangs, or raise the timeout in the appspec.",
  ],
} as const satisfies Record<string, Advice>;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html */
const CLOUDFORMATION = {
  ROLLBACK_COMPLETE: [
    "The stack failed when it was created and can only be deleted now.",
    "Read in its events which resource failed first, mend that, delete the stack, and retry.",
  ],
  UPDATE_ROLLBACK_COMPLETE: [
    "The update of the stack failed and was rolled back.",
    "Read in its events which resource failed first; the later ones were only cancelled.",
  ],
  InsufficientCapabilitiesException: [
    "The template makes IAM resources or uses macros, and the action does not acknowledge that.",
    "Add the capability that the message names to Capabilities in the action's configuration.",
  ],
} as const satisfies Record<string, Advice>;

type Advice = readonly [meaning: string, remedy: string];

const GENERAL: ReadonlySet<string> = new Set(Object.keys(FAILURE_TYPES));

const KNOWN: ReadonlyMap<string, ErrorAdvice> = new Map(
  Object.entries<Advice>({ ...FAILURE_TYPES, ...COMMON, ...CODEBUILD, ...CODEDEPLOY, ...CLOUDFORMATION }).map(
    ([code, [meaning, remedy]]) => [code, { code, meaning, remedy }],
  ),
);
