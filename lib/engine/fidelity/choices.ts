import { DEPLOYMENT_CHOICES } from "./deployment-choices";
import type { UnverifiedChoice } from "./fidelity-row";

/** What is marked "(unverified)" in AWS's sources, or contradicted there. The code that follows the choice names it too. */
export const UNVERIFIED_CHOICES: readonly UnverifiedChoice[] = [
  ...DEPLOYMENT_CHOICES,
  {
    topic: "Ref of AWS::CodePipeline::CustomActionType",
    choice:
      "Category, provider and version with | between them, as for every resource that several properties identify.",
  },
  {
    topic: "Change sets after one of them has run",
    choice: "All are gone, the one that ran too.",
  },
  {
    topic: "UpdatePipeline of a pipeline that does not exist",
    choice: "PipelineNotFoundException, which the service model does not list for it.",
  },
  {
    topic: "RetryStageExecution and OverrideStageCondition of an unknown execution",
    choice:
      "NotLatestPipelineExecutionException: the service model lists nothing closer. In PARALLEL mode, where none is the latest, " +
      "StageNotRetryableException and ConditionNotOverridableException.",
  },
  {
    topic: "StopPipelineExecution of an unknown execution",
    choice: "PipelineExecutionNotStoppableException.",
  },
  {
    topic: "When a stage turns Failed while siblings still run",
    choice: "When the last of them has ended; FAILED_ACTIONS may be retried before that.",
  },
  {
    topic: "A beforeEntry condition with result FAIL that is not met",
    choice: "Its stage stays InProgress, and so does the execution, until it is overridden or stopped.",
  },
  {
    topic: "Whether an onFailure condition applies when its rules succeed or fail",
    choice: "When they succeed: they ask whether to roll back.",
  },
  {
    topic: "An action or rule whose input artifact was to come from a stage that was skipped",
    choice: "Fails with ConfigurationError, which names the artifact.",
  },
  {
    topic: "A VariableCheck rule whose variable nothing has set",
    choice: "Compares the reference as it is written: EQ fails, NE succeeds. Every other rule fails.",
  },
  {
    topic: "The meaning of AlarmStates in a CloudWatchAlarm rule",
    choice:
      "States that count as an alarm, ALARM when none is named: before and after a stage the rule passes in any other state, after a failure it is met in one of them.",
  },
  {
    topic: "Timeouts of rules that declare none",
    choice:
      "CodeBuild 8 hours, LambdaInvoke 24 hours, an alarm one hour beyond its WaitTime; Commands never beyond 55 minutes.",
  },
  {
    topic: "The day fields of a DeploymentWindow's expression",
    choice: "Both may say something, and both must then hold; Quartz itself refuses that.",
  },
  {
    topic: "Time zone abbreviations of a DeploymentWindow",
    choice: "Those of Java's ZoneId.SHORT_IDS, then those of the IANA database, and common ones such as PDT and CEST.",
  },
  {
    topic:
      "Values of a rule that cannot be read (Cron, TimeZone, Operator, AlarmStates, WaitTime, JSON, true or false)",
    choice:
      "InvalidStageDeclarationException when the pipeline is saved, unless a variable is in them. A Value for MATCHES that is no Java expression is only warned about.",
  },
  {
    topic: "Two rules of one name in a condition",
    choice: "InvalidStageDeclarationException.",
  },
  {
    topic: "Whether a rollback goes on past its stage",
    choice: "It runs its one stage and ends.",
  },
  {
    topic: "The events of a stage that is skipped",
    choice: "STARTED alone: EventBridge has no state for it. Its execution goes on.",
  },
  {
    topic: "pipeline-execution-attempt in events",
    choice:
      "1, and one more for each retry of a stage, automatic or not. RESUMED of the pipeline only where it had ended.",
  },
  {
    topic: "A rollback of a stage whose transition is disabled",
    choice: "Begins at once, before those who wait: the transition holds back what comes from the stage before.",
  },
  {
    topic: "An execution that has waited for more than 30 days behind a disabled transition",
    choice: "Becomes Cancelled when the transition is enabled.",
  },
  {
    topic: "What the service shows of members that were left out",
    choice: "runOrder 1, executionMode SUPERSEDED, and pipelineType V1 unless something needs V2; lists stay left out.",
  },
  {
    topic: "RollbackStage on a pipeline of type V1",
    choice: "UnableToRollbackStageException: rollback is documented as a feature of V2.",
  },
  {
    topic: "An automatic start of a pipeline that has a variable without default",
    choice: "The execution starts and fails at once; its statusSummary names the variable.",
  },
  {
    topic: "The effect of an outbound transition",
    choice: "Who has passed the stage waits in front of the next one; GetPipelineState shows it as inbound there.",
  },
  {
    topic: "Executions in progress when their pipeline is updated",
    choice: "Cancelled, not Failed as older pages have it.",
  },
  {
    topic: "The same clientRequestToken again",
    choice: "Gives the execution it started, for as long as that is on record.",
  },
  {
    topic: "What the ActionMode of a CloudFormation action asks for: RoleArn, TemplatePath, ChangeSetName",
    choice:
      "A pipeline without it is saved, with a warning in the editor; the action fails. Told by users for RoleArn, taken to hold for all three.",
  },
  {
    topic: "timeoutInMinutes on an action that is no approval",
    choice: "Accepted and without effect.",
  },
  {
    topic: "Actions per stage",
    choice: "A warning above 50, refused above 100.",
  },
  {
    topic: "Types with more keys or artifacts than the shapes of ListActionTypes and ListRuleTypes allow",
    choice: "At most ten keys and five artifacts are shown; the required keys come first.",
  },
  {
    topic: "An artifact that is larger than its action may take or put out",
    choice: "The action fails with JobFailed and names the size and the limit; sizes are of the ZIP.",
  },
  {
    topic: "NUL, and half of a surrogate pair, in a text",
    choice:
      "SerializationException in a request, as no store here can keep them; U+FFFD stands for them in what actions report.",
  },
  {
    topic: "Page tokens",
    choice: "Sealed with the engine's key and bound to the operation and the parameters its result depends on.",
  },
  {
    topic: "Creating a custom action type that exists, or a deleted one with another definition",
    choice: "InvalidActionTypeException, as for any fault of a definition.",
  },
  {
    topic: "Categories of custom action types",
    choice: "All but Approval and Compute, which no job worker can serve.",
  },
  {
    topic: "The ARN of a custom action type",
    choice: "`actiontype:Custom/<Category>/<Provider>/<Version>`, cased as in the type itself.",
  },
  {
    topic: "The secret of a webhook",
    choice:
      "Told back by PutWebhook as it was sent, shown as **** by ListWebhooks; **** sent back keeps what is stored.",
  },
  {
    topic: "A webhook whose target action does not exist",
    choice: "PutWebhook refuses it with ValidationException.",
  },
  {
    topic: "A webhook filter without MatchEquals, and one that selects several values",
    choice: "Something has to be there; one of the values has to match.",
  },
  {
    topic: "What RegisterWebhookWithThirdParty raises when GitHub refuses, or is not there",
    choice:
      "ValidationException, the only one in the model that fits, in the words that the service is known for: `Webhook could not be registered with GitHub. Error cause: Not found [StatusCode: 404, Body: …]`. ListWebhooks shows it too, with the status as its error code.",
  },
  {
    topic: "Registering a webhook a second time, and a hook that is gone at GitHub",
    choice: "The one hook is brought up to date; a hook that is gone is made again, and is no error to deregister.",
  },
  {
    topic: "A hook whose webhook has another secret, or whose action another repository, by now",
    choice:
      "Stays as it was made until it is registered again; ListWebhooks shows the error code RegistrationOutdated until then.",
  },
  {
    topic: "DeleteWebhook of a webhook that is registered",
    choice: "Leaves the hook at GitHub, with a URL that is dead: deregister it first, as AWS's guide says.",
  },
  {
    topic: "Registering a webhook that is authenticated by IP or not at all",
    choice: "The hook is made without a secret.",
  },
  {
    topic: "The events of a hook",
    choice: "push alone, whatever the filters.",
  },
  {
    topic: "The revision a webhook starts its pipeline on",
    choice:
      "The commit `after` of a push to the branch of the action, else the newest commit. Each delivery starts one execution.",
  },
  {
    topic: "Polling twice before anybody acknowledges",
    choice: "Both polls get the job with the same nonce; the first to acknowledge it has it.",
  },
  {
    topic: "A poll that names no value of the queryable property",
    choice: "Gets the jobs of the type whatever their value, although the service asks for one.",
  },
  {
    topic: "A result for a job that nobody has acknowledged",
    choice: "InvalidJobStateException.",
  },
  {
    topic: "The client token of a partner's job",
    choice: "The client's id, as nobody signs up with a partner here.",
  },
  {
    topic: "A custom action whose type was deleted",
    choice: "Fails with ConfigurationError when it starts; one that waits for its worker already goes on waiting.",
  },
  {
    topic: "A push filter without any criterion, and a pull request filter without events",
    choice: "Every branch, but no tag; every event.",
  },
  {
    topic: "A trigger that lets an event pass while the pipeline has as many executions as it may have",
    choice:
      "The execution starts and fails at once; its statusSummary names the limit, and its events are sent as those of any other. What polling finds waits until there is room; a webhook's sender is answered 409.",
  },
  {
    topic: "BranchName of an execution that a tag started",
    choice: "The branch of the action's configuration.",
  },
  {
    topic: "A Lambda function that ends in an error without a reply",
    choice: "Fails its action at once; one that returns without a reply has 20 minutes, as somebody else may reply.",
  },
  {
    topic: "How soon a function is called again with its continuation token",
    choice: "After 5 seconds.",
  },
  {
    topic: "The output artifact of a Step Functions action",
    choice: "A ZIP that holds the output of the state machine as `output.json`.",
  },
  {
    topic: "Limits of an expression in JSONata",
    choice: "One second, 200 calls deep and 100,000 items of a sequence; regular expressions are refused.",
  },
  {
    topic: "Whether a CodePipeline invoke action waits for the pipeline it starts",
    choice: "It succeeds once the execution has begun, and links to it.",
  },
  {
    topic: "A Lambda deploy action whose alias does not exist",
    choice: "Makes the alias, as there is no other way to make one here.",
  },
  {
    topic: "What switches polling on again after 30 days without an execution",
    choice: "The next execution or update of the pipeline.",
  },
  {
    topic: "Names of errors that the service model does not list",
    choice:
      "MissingAuthenticationTokenException, IncompleteSignatureException, InvalidSignatureException, UnrecognizedClientException, ExpiredTokenException, SerializationException, UnknownOperationException and ThrottlingException with 400; RequestEntityTooLargeException (above 4 MiB) with 413; InternalFailure with 500, ServiceUnavailable with 503.",
  },
  {
    topic: "How far the clock of a client may be off",
    choice: "15 minutes, before and after.",
  },
  {
    topic: "A content type other than application/x-amz-json-1.1",
    choice: "UnknownOperationException.",
  },
  {
    topic: "Whether ValidationException quotes the value",
    choice: "It names the path alone, as in what users have reported of this service.",
  },
  {
    topic: "A name that is in use, in a declaration that is wrong or an account that is full",
    choice: "The fault of the declaration comes first, then the name, then the quota.",
  },
  {
    topic: "Values of an action's configuration that the documentation does not list, or that are no number or switch",
    choice: "The pipeline is saved, with a warning in the editor; the action fails with ConfigurationError.",
  },
  {
    topic: "Values of Number and Boolean properties of custom action types",
    choice: "Are not checked: the worker gets them as they are.",
  },
  {
    topic: "A key of the namespace codepipeline that does not exist",
    choice: "The pipeline is saved, and the action that uses it fails, as for a missing key of any other namespace.",
  },
  {
    topic: "onFailure with the result RETRY and no retryMode",
    choice: "Retries what has failed.",
  },
  {
    topic: "A VariableCheck about a variable that nothing has set",
    choice: "The reference itself is compared, as text; in the configuration of any other rule it fails the rule.",
  },
  {
    topic: "Line breaks in values of any character (pipeline variables, environment variables, branches, paths)",
    choice: "Are refused: the model says `.*`, which takes none, although the guide allows every character.",
  },
  {
    topic: "A condition without rules",
    choice: "Is met: the stage begins or goes on, and after a failure it is rolled back.",
  },
  {
    topic: "The disabled transition of a stage that an update takes away",
    choice: "Comes back with a stage of that name.",
  },
  {
    topic: "Regions that ListActionTypes and ListRuleTypes are asked about",
    choice: "All have the same types.",
  },
];
