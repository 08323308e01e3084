import { z } from "zod";

/**
 * The structure of a pipeline, member for member as `CreatePipeline` takes it (service model 2015-07-09).
 *
 * These schemas say shape only: objects are loose, so members that a newer service adds survive an edit,
 * because UpdatePipeline replaces everything. Lengths, patterns and structural rules live in `validation/`,
 * where each finding carries the exception AWS would raise.
 * @see https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_PipelineDeclaration.html
 */
export const ACTION_CATEGORIES = ["Source", "Build", "Deploy", "Test", "Invoke", "Approval", "Compute"] as const;
export const ACTION_OWNERS = ["AWS", "ThirdParty", "Custom"] as const;
export const PIPELINE_TYPES = ["V1", "V2"] as const;
export const EXECUTION_MODES = ["QUEUED", "SUPERSEDED", "PARALLEL"] as const;
export const CONDITION_RESULTS = ["ROLLBACK", "FAIL", "RETRY", "SKIP"] as const;
export const RETRY_MODES = ["FAILED_ACTIONS", "ALL_ACTIONS"] as const;

/** An object whose type lists the members we know, while parsing keeps those we do not. */
function open<Shape extends z.ZodRawShape>(shape: Shape): z.ZodObject<Shape> {
  // The cast only drops the index signature: with it, `Omit` and spreads would forget the known members.
  return z.looseObject(shape) as unknown as z.ZodObject<Shape>;
}

export const actionTypeId = open({
  category: z.enum(ACTION_CATEGORIES),
  owner: z.enum(ACTION_OWNERS),
  provider: z.string(),
  version: z.string(),
});

export const artifactStore = open({
  type: z.string(),
  location: z.string(),
  encryptionKey: open({ id: z.string(), type: z.string() }).optional(),
});

const inputArtifact = open({ name: z.string() });
const outputArtifact = open({ name: z.string(), files: z.array(z.string()).optional() });

export const actionDeclaration = open({
  name: z.string(),
  actionTypeId,
  runOrder: z.number().int().optional(),
  configuration: z.record(z.string(), z.string()).optional(),
  commands: z.array(z.string()).optional(),
  outputVariables: z.array(z.string()).optional(),
  environmentVariables: z.array(open({ name: z.string(), value: z.string(), type: z.string().optional() })).optional(),
  inputArtifacts: z.array(inputArtifact).optional(),
  outputArtifacts: z.array(outputArtifact).optional(),
  roleArn: z.string().optional(),
  region: z.string().optional(),
  namespace: z.string().optional(),
  timeoutInMinutes: z.number().int().optional(),
});

export const ruleDeclaration = open({
  name: z.string(),
  ruleTypeId: open({
    category: z.string(),
    owner: z.string().optional(),
    provider: z.string(),
    version: z.string().optional(),
  }),
  configuration: z.record(z.string(), z.string()).optional(),
  commands: z.array(z.string()).optional(),
  inputArtifacts: z.array(inputArtifact).optional(),
  roleArn: z.string().optional(),
  region: z.string().optional(),
  timeoutInMinutes: z.number().int().optional(),
});

const condition = open({
  result: z.enum(CONDITION_RESULTS).optional(),
  rules: z.array(ruleDeclaration).optional(),
});

export const stageDeclaration = open({
  name: z.string(),
  actions: z.array(actionDeclaration),
  beforeEntry: open({ conditions: z.array(condition) }).optional(),
  onSuccess: open({ conditions: z.array(condition) }).optional(),
  onFailure: z
    .looseObject({
      result: z.enum(CONDITION_RESULTS).optional(),
      retryConfiguration: open({ retryMode: z.enum(RETRY_MODES).optional() }).optional(),
      conditions: z.array(condition).optional(),
    })
    .optional(),
});

const patterns = open({ includes: z.array(z.string()).optional(), excludes: z.array(z.string()).optional() });

export const triggerDeclaration = open({
  providerType: z.string(),
  gitConfiguration: open({
    sourceActionName: z.string(),
    push: z
      .array(
        open({
          tags: patterns.optional(),
          branches: patterns.optional(),
          filePaths: patterns.optional(),
        }),
      )
      .optional(),
    pullRequest: z
      .array(
        open({
          events: z.array(z.string()).optional(),
          branches: patterns.optional(),
          filePaths: patterns.optional(),
        }),
      )
      .optional(),
  }),
});

export const pipelineVariableDeclaration = open({
  name: z.string(),
  defaultValue: z.string().optional(),
  description: z.string().optional(),
});

export const pipelineDeclaration = open({
  name: z.string(),
  roleArn: z.string(),
  artifactStore: artifactStore.optional(),
  artifactStores: z.record(z.string(), artifactStore).optional(),
  stages: z.array(stageDeclaration),
  version: z.number().int().optional(),
  executionMode: z.enum(EXECUTION_MODES).optional(),
  pipelineType: z.enum(PIPELINE_TYPES).optional(),
  variables: z.array(pipelineVariableDeclaration).optional(),
  triggers: z.array(triggerDeclaration).optional(),
});

export type ActionCategory = (typeof ACTION_CATEGORIES)[number];
export type ActionOwner = (typeof ACTION_OWNERS)[number];
export type PipelineType = (typeof PIPELINE_TYPES)[number];
export type ExecutionMode = (typeof EXECUTION_MODES)[number];
export type ConditionResult = (typeof CONDITION_RESULTS)[number];
export type ActionTypeId = z.infer<typeof actionTypeId>;
export type ArtifactStoreDeclaration = z.infer<typeof artifactStore>;
export type ActionDeclaration = z.infer<typeof actionDeclaration>;
export type ConditionDeclaration = z.infer<typeof condition>;
export type RuleDeclaration = z.infer<typeof ruleDeclaration>;
export type StageDeclaration = z.infer<typeof stageDeclaration>;
export type TriggerDeclaration = z.infer<typeof triggerDeclaration>;
export type PipelineVariableDeclaration = z.infer<typeof pipelineVariableDeclaration>;
export type PipelineDeclaration = z.infer<typeof pipelineDeclaration>;
