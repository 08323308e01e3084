import fc from "fast-check";
import type {
  ActionDeclaration,
  PipelineDeclaration,
  RuleDeclaration,
  StageDeclaration,
  TriggerDeclaration,
} from "../declaration";
import type { Tag } from "../validation/tags";
import { arbitraryPipeline } from "./arbitrary-pipeline";
import { buildAction, stage } from "./build-pipeline";

/** Values that a careless writer or reader of YAML, JSON, HCL or TypeScript would change. */
const trickyText = fc.oneof(
  fc.constantFrom(
    "true",
    "yes",
    "null",
    "~",
    "1.10",
    "012",
    "1e3",
    "12:30:00",
    "0x1f",
    "- a",
    "a: b",
    "#{source.CommitId}",
    " padded ",
    "it's",
    '"',
    "back\\slash",
    "a\nb",
    "a\r\n\tb\n",
    "é✓",
    "{}",
    "[1]",
    "2026-01-01",
    "${NAME}",
    "$${NAME}",
    "%{ if x }",
    "${unclosed",
    "<<EOT",
    "EOT",
    "# comment",
    "{{resolve:ssm:/a}}".slice(2),
    "!important",
    "</svg>",
  ),
  fc
    .string({ minLength: 1, maxLength: 30 })
    // A member called __proto__ is refused by every reader, and a tag's key is one in some formats.
    .filter((text) => text !== "__proto__" && !/[\p{Cc}\p{Cs}\ufffd\u2028\u2029\u0085\ufeff]/u.test(text)),
);

const patterns = fc.record(
  { includes: fc.array(trickyText, { minLength: 1, maxLength: 2 }), excludes: fc.array(trickyText, { maxLength: 1 }) },
  { requiredKeys: ["includes"] },
);

const triggers: fc.Arbitrary<TriggerDeclaration[]> = fc.array(
  fc.record({
    providerType: fc.constant("CodeStarSourceConnection"),
    gitConfiguration: fc.record(
      {
        sourceActionName: fc.constant("Source0"),
        push: fc.array(fc.record({ tags: patterns, branches: patterns, filePaths: patterns }, { requiredKeys: [] }), {
          maxLength: 2,
        }),
        pullRequest: fc.array(
          fc.record({ events: fc.constant(["OPEN", "CLOSED"]), branches: patterns }, { requiredKeys: ["branches"] }),
          { maxLength: 1 },
        ),
      },
      { requiredKeys: ["sourceActionName"] },
    ),
  }),
  { maxLength: 2 },
);

const rule: fc.Arbitrary<RuleDeclaration> = fc.record(
  {
    name: fc.constant("Check"),
    ruleTypeId: fc.constant({ category: "Rule", owner: "AWS", provider: "Commands", version: "1" }),
    commands: fc.array(trickyText, { minLength: 1, maxLength: 2 }),
    configuration: fc.dictionary(fc.constantFrom("Cron", "Time Zone", "a.b"), trickyText),
    inputArtifacts: fc.constant([{ name: "Source0Output" }]),
    timeoutInMinutes: fc.constant(10),
  },
  { requiredKeys: ["name", "ruleTypeId"] },
);

const conditions: fc.Arbitrary<NonNullable<StageDeclaration["beforeEntry"]>> = fc
  .record({
    result: fc.constantFrom("FAIL" as const, "SKIP" as const),
    rules: fc.array(rule, { minLength: 1, maxLength: 2 }),
  })
  .map((condition) => ({ conditions: [condition] }));

const commandsStage: fc.Arbitrary<StageDeclaration> = fc
  .record(
    {
      commands: fc.array(trickyText, { minLength: 1, maxLength: 3 }),
      outputVariables: fc.constant<string[]>(["VERSION"]),
      environmentVariables: fc.array(fc.record({ name: fc.constant("A"), value: trickyText }), { maxLength: 1 }),
      outputArtifacts: fc.constant<ActionDeclaration["outputArtifacts"]>([
        { name: "Packed", files: ["dist/**", "a b"] },
      ]),
      configuration: fc.dictionary(
        trickyText.map((text) => `k${text}`),
        trickyText,
        { maxKeys: 3 },
      ),
      timeoutInMinutes: fc.constant(5),
      roleArn: fc.constant("arn:aws:iam::123456789012:role/other"),
      region: fc.constant("eu-west-1"),
    },
    { requiredKeys: ["commands"] },
  )
  .map((members) => stage("Extra", buildAction("Run", members)));

const stores = fc.constantFrom<Partial<PipelineDeclaration>>(
  {},
  { artifactStore: { type: "S3", location: "abc", encryptionKey: { id: "alias/k", type: "KMS" } } },
  { artifactStores: { "eu-west-1": { type: "S3", location: "one" } } },
  { artifactStores: { "eu-west-1": { type: "S3", location: "one" }, "us-east-1": { type: "S3", location: "two" } } },
);

const RETRY: StageDeclaration["onFailure"] = { result: "RETRY", retryConfiguration: { retryMode: "FAILED_ACTIONS" } };

/** Declarations with every member that there is, and with texts that are hard to write down. Not all are valid. */
export const arbitraryDefinition: fc.Arbitrary<{
  readonly declaration: PipelineDeclaration;
  readonly tags: readonly Tag[];
}> = fc
  .record({
    pipeline: arbitraryPipeline,
    extra: commandsStage,
    triggers,
    variables: fc.array(
      fc.record(
        { name: fc.constant("v"), defaultValue: trickyText, description: trickyText },
        { requiredKeys: ["name"] },
      ),
      {
        maxLength: 2,
      },
    ),
    beforeEntry: fc.option(conditions, { nil: undefined }),
    stores,
    version: fc.option(fc.integer({ min: 1, max: 99 }), { nil: undefined }),
    tags: fc.uniqueArray(fc.record({ key: trickyText, value: trickyText }), {
      selector: ({ key }) => key,
      maxLength: 2,
    }),
  })
  .map(({ pipeline, extra, triggers: allTriggers, variables, beforeEntry, stores: chosen, version, tags }) => {
    const { artifactStore, ...others } = pipeline;
    const last: StageDeclaration = beforeEntry ? { ...extra, beforeEntry } : { ...extra, onFailure: RETRY };
    const declaration: PipelineDeclaration = {
      ...others,
      ...(chosen.artifactStores ? chosen : { artifactStore, ...chosen }),
      executionMode: "QUEUED",
      stages: [...others.stages, last],
      ...(allTriggers.length > 0 && { triggers: allTriggers }),
      ...(variables.length > 0 && { variables }),
      ...(version !== undefined && { version }),
    };
    return { declaration, tags };
  });
