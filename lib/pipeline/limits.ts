/**
 * Limits and defaults of CodePipeline, by name. Where AWS's own pages contradict each other the comment says what we chose.
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html
 */

/** @see https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-pipeline-structure.html */
export const MIN_STAGES = 2;
export const MAX_STAGES = 50;

/** The user guide says 50, Service Quotas 100: we warn above the first and refuse above the second. */
export const RECOMMENDED_ACTIONS_PER_STAGE = 50;
export const MAX_ACTIONS_PER_STAGE = 100;
export const MAX_ACTIONS_PER_PIPELINE = 1000;

/** Of one execution in PARALLEL mode. */
export const MAX_RUNNING_ACTIONS_PER_PARALLEL_EXECUTION = 5;

/** @see https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ActionDeclaration.html */
export const MIN_RUN_ORDER = 1;
export const MAX_RUN_ORDER = 999;
export const DEFAULT_RUN_ORDER = 1;
export const MAX_NAME_LENGTH = 100;
export const MAX_PROVIDER_LENGTH = 35;
export const MAX_TYPE_VERSION_LENGTH = 9;
export const MAX_ROLE_ARN_LENGTH = 1024;
export const MIN_REGION_LENGTH = 4;
export const MAX_REGION_LENGTH = 30;
export const MAX_CONFIGURATION_KEY_LENGTH = 50;
export const MAX_CONFIGURATION_VALUE_LENGTH = 1000;
export const MAX_COMMANDS = 50;
export const MAX_COMMAND_LENGTH = 1000;
export const MAX_ENVIRONMENT_VARIABLES = 10;
export const MAX_ENVIRONMENT_VARIABLE_NAME_LENGTH = 128;
export const MAX_ENVIRONMENT_VARIABLE_VALUE_LENGTH = 2000;
export const MAX_OUTPUT_VARIABLES = 15;
export const MAX_OUTPUT_VARIABLE_LENGTH = 128;
export const MAX_OUTPUT_FILES = 10;
export const MAX_OUTPUT_FILE_LENGTH = 128;

/** Honoured for manual approvals and rules only. */
export const MIN_TIMEOUT_MINUTES = 5;
export const MAX_TIMEOUT_MINUTES = 86_400;

/** @see https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ArtifactStore.html */
export const MIN_BUCKET_NAME_LENGTH = 3;
export const MAX_BUCKET_NAME_LENGTH = 63;
export const MAX_ENCRYPTION_KEY_ID_LENGTH = 400;

/** @see https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_PipelineVariableDeclaration.html */
export const MAX_PIPELINE_VARIABLES = 50;
export const MAX_PIPELINE_VARIABLE_NAME_LENGTH = 128;
export const MAX_PIPELINE_VARIABLE_VALUE_LENGTH = 1000;
export const MAX_PIPELINE_VARIABLE_DESCRIPTION_LENGTH = 200;

/** @see https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_GitConfiguration.html */
export const MAX_TRIGGERS = 50;
export const MAX_TRIGGERS_BYTES = 200 * 1024;
export const MAX_TRIGGER_FILTERS = 3;
export const MAX_TRIGGER_PATTERNS = 8;
export const MAX_TRIGGER_PATTERN_LENGTH = 255;
export const MAX_PULL_REQUEST_EVENTS = 3;

/** @see https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_Condition.html */
export const CONDITIONS_PER_TYPE = 1;
export const MAX_RULES_PER_CONDITION = 5;
export const MAX_RULE_CONFIGURATION_ENTRIES = 200;
export const MAX_RULE_CONFIGURATION_VALUE_LENGTH = 10_000;

/** @see https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-variables.html */
export const MAX_RESOLVED_CONFIGURATION_BYTES = 100 * 1024;
export const MAX_OUTPUT_VARIABLES_BYTES = 122_880;

/** @see https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_Tag.html */
export const MAX_TAGS = 50;
export const MAX_TAG_KEY_LENGTH = 128;
export const MAX_TAG_VALUE_LENGTH = 256;

/** Ours: the largest definition file that an import reads. */
export const MAX_IMPORT_BYTES = 10 * 1024 * 1024;
