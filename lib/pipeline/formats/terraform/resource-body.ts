import type {
  ActionDeclaration,
  ArtifactStoreDeclaration,
  PipelineDeclaration,
  RuleDeclaration,
  StageDeclaration,
  TriggerDeclaration,
} from "../../declaration";
import type { IssuePath } from "../../validation/issue";
import type { Tag } from "../../validation/tags";
import type { ExpressionIndex } from "../expression-index";
import type { TerraformBlock, TerraformBody, TerraformValue } from "./terraform-body";

type Members = Readonly<Record<string, TerraformValue | undefined>>;
type Condition = NonNullable<NonNullable<StageDeclaration["beforeEntry"]>["conditions"]>[number];
type Patterns = {
  readonly includes?: readonly string[] | undefined;
  readonly excludes?: readonly string[] | undefined;
};

/** Writes a declaration as the arguments and blocks of `aws_codepipeline`, its expressions back in place. */
export class ResourceWriter {
  readonly #expressions: ExpressionIndex;

  constructor(expressions: ExpressionIndex) {
    this.#expressions = expressions;
  }

  write(pipeline: PipelineDeclaration, tags: readonly Tag[]): TerraformBody {
    const tagMap = Object.fromEntries(
      tags.map(({ key, value }, index) => [key, this.#text(value, ["tags", index, "value"]) ?? value] as const),
    );
    return body(
      {
        name: this.#text(pipeline.name, ["name"]),
        role_arn: this.#text(pipeline.roleArn, ["roleArn"]),
        pipeline_type: this.#text(pipeline.pipelineType, ["pipelineType"]),
        execution_mode: this.#text(pipeline.executionMode, ["executionMode"]),
        tags: tags.length > 0 ? { object: tagMap } : undefined,
      },
      [
        ...(pipeline.artifactStore
          ? [block("artifact_store", this.#store(pipeline.artifactStore, ["artifactStore"], null))]
          : []),
        ...Object.entries(pipeline.artifactStores ?? {}).map(([region, store]) =>
          block("artifact_store", this.#store(store, ["artifactStores", region], region)),
        ),
        ...this.#leftOut([]),
        ...this.#list(pipeline.variables, ["variables"], (variable, path) =>
          block("variable", this.#variable(variable, path)),
        ),
        ...this.#list(pipeline.triggers, ["triggers"], (trigger, path) =>
          block("trigger", this.#trigger(trigger, path)),
        ),
        ...this.#list(pipeline.stages, ["stages"], (stage, path) => block("stage", this.#stage(stage, path))),
      ],
    );
  }

  /** Blocks of a list, with those that an import could not look into in their old places. */
  #list<Item>(
    items: readonly Item[] | undefined,
    path: IssuePath,
    write: (item: Item, path: IssuePath) => TerraformBlock,
  ): readonly TerraformBlock[] {
    const blocks = (items ?? []).map((item, index) => write(item, [...path, index]));
    return this.#expressions.omissionsAt(path).reduceRight<readonly TerraformBlock[]>((list, { at, value }) => {
      if (typeof value !== "string" || typeof at !== "number" || value === "") return list;
      return list.toSpliced(at, 0, { kind: "raw", text: value });
    }, blocks);
  }

  /** Blocks for members of an object that an import could not look into. */
  #leftOut(path: IssuePath): readonly TerraformBlock[] {
    return this.#expressions
      .omissionsAt(path)
      .flatMap(({ at, value }) =>
        typeof at === "string" && typeof value === "string" && value !== "" ? [{ kind: "raw", text: value }] : [],
      );
  }

  #store(store: ArtifactStoreDeclaration, path: IssuePath, region: string | null): TerraformBody {
    const { encryptionKey } = store;
    const key = [...path, "encryptionKey"];
    return body(
      {
        location: this.#text(store.location, [...path, "location"]),
        type: this.#text(store.type, [...path, "type"]),
        region: region === null ? undefined : this.#text(region, path),
      },
      [
        ...(encryptionKey
          ? [
              block(
                "encryption_key",
                body({
                  id: this.#text(encryptionKey.id, [...key, "id"]),
                  type: this.#text(encryptionKey.type, [...key, "type"]),
                }),
              ),
            ]
          : []),
        ...this.#leftOut(path),
      ],
    );
  }

  #stage({ name, actions, beforeEntry, onSuccess, onFailure }: StageDeclaration, path: IssuePath): TerraformBody {
    const conditions = (member: string, list: readonly Condition[] | undefined): readonly TerraformBlock[] =>
      this.#list(list, [...path, member, "conditions"], (condition, place) =>
        block("condition", this.#condition(condition, place)),
      );
    const failure = [...path, "onFailure"];
    const retry = onFailure?.retryConfiguration;
    return body({ name: this.#text(name, [...path, "name"]) }, [
      ...this.#list(actions, [...path, "actions"], (action, place) => block("action", this.#action(action, place))),
      ...(beforeEntry ? [block("before_entry", body({}, conditions("beforeEntry", beforeEntry.conditions)))] : []),
      ...(onSuccess ? [block("on_success", body({}, conditions("onSuccess", onSuccess.conditions)))] : []),
      ...(onFailure
        ? [
            block(
              "on_failure",
              body({ result: this.#text(onFailure.result, [...failure, "result"]) }, [
                ...(retry
                  ? [
                      block(
                        "retry_configuration",
                        body({
                          retry_mode: this.#text(retry.retryMode, [...failure, "retryConfiguration", "retryMode"]),
                        }),
                      ),
                    ]
                  : []),
                ...conditions("onFailure", onFailure.conditions),
                ...this.#leftOut(failure),
              ]),
            ),
          ]
        : []),
      ...this.#leftOut(path),
    ]);
  }

  #action(action: ActionDeclaration, path: IssuePath): TerraformBody {
    return body(
      {
        name: this.#text(action.name, [...path, "name"]),
        ...this.#typeId(action.actionTypeId, [...path, "actionTypeId"]),
        run_order: this.#number(action.runOrder, [...path, "runOrder"]),
        input_artifacts: this.#artifacts(action.inputArtifacts, [...path, "inputArtifacts"]),
        output_artifacts: this.#artifacts(action.outputArtifacts, [...path, "outputArtifacts"]),
        namespace: this.#text(action.namespace, [...path, "namespace"]),
        region: this.#text(action.region, [...path, "region"]),
        role_arn: this.#text(action.roleArn, [...path, "roleArn"]),
        timeout_in_minutes: this.#number(action.timeoutInMinutes, [...path, "timeoutInMinutes"]),
        configuration: this.#configuration(action.configuration, [...path, "configuration"]),
      },
      this.#leftOut(path),
    );
  }

  #typeId(
    id: Readonly<Record<"category" | "owner" | "provider" | "version", string | undefined>>,
    path: IssuePath,
  ): Members {
    return {
      category: this.#text(id.category, [...path, "category"]),
      owner: this.#text(id.owner, [...path, "owner"]),
      provider: this.#text(id.provider, [...path, "provider"]),
      version: this.#text(id.version, [...path, "version"]),
    };
  }

  #condition({ result, rules }: Condition, path: IssuePath): TerraformBody {
    return body(
      { result: this.#text(result, [...path, "result"]) },
      this.#list(rules, [...path, "rules"], (rule, place) => block("rule", this.#rule(rule, place))),
    );
  }

  #rule(rule: RuleDeclaration, path: IssuePath): TerraformBody {
    const { category, owner, provider, version } = rule.ruleTypeId;
    return body(
      {
        name: this.#text(rule.name, [...path, "name"]),
        commands: this.#texts(rule.commands, [...path, "commands"]),
        input_artifacts: this.#artifacts(rule.inputArtifacts, [...path, "inputArtifacts"]),
        region: this.#text(rule.region, [...path, "region"]),
        role_arn: this.#text(rule.roleArn, [...path, "roleArn"]),
        timeout_in_minutes: this.#number(rule.timeoutInMinutes, [...path, "timeoutInMinutes"]),
        configuration: this.#configuration(rule.configuration, [...path, "configuration"]),
      },
      [
        block("rule_type_id", body(this.#typeId({ category, owner, provider, version }, [...path, "ruleTypeId"]))),
        ...this.#leftOut(path),
      ],
    );
  }

  #variable(
    { name, defaultValue, description }: NonNullable<PipelineDeclaration["variables"]>[number],
    path: IssuePath,
  ): TerraformBody {
    return body({
      name: this.#text(name, [...path, "name"]),
      default_value: this.#text(defaultValue, [...path, "defaultValue"]),
      description: this.#text(description, [...path, "description"]),
    });
  }

  #trigger({ providerType, gitConfiguration: git }: TriggerDeclaration, path: IssuePath): TerraformBody {
    const place = [...path, "gitConfiguration"];
    const patterns = (name: string, value: Patterns | undefined, at: IssuePath): readonly TerraformBlock[] =>
      value
        ? [
            block(
              name,
              body({
                includes: this.#texts(value.includes, [...at, "includes"]),
                excludes: this.#texts(value.excludes, [...at, "excludes"]),
              }),
            ),
          ]
        : [];
    const push = this.#list(git.push, [...place, "push"], (filter, at) =>
      block(
        "push",
        body({}, [
          ...patterns("branches", filter.branches, [...at, "branches"]),
          ...patterns("file_paths", filter.filePaths, [...at, "filePaths"]),
          ...patterns("tags", filter.tags, [...at, "tags"]),
          ...this.#leftOut(at),
        ]),
      ),
    );
    const pullRequest = this.#list(git.pullRequest, [...place, "pullRequest"], (filter, at) =>
      block(
        "pull_request",
        body({ events: this.#texts(filter.events, [...at, "events"]) }, [
          ...patterns("branches", filter.branches, [...at, "branches"]),
          ...patterns("file_paths", filter.filePaths, [...at, "filePaths"]),
          ...this.#leftOut(at),
        ]),
      ),
    );
    const source = this.#text(git.sourceActionName, [...place, "sourceActionName"]);
    return body({ provider_type: this.#text(providerType, [...path, "providerType"]) }, [
      block("git_configuration", body({ source_action_name: source }, [...push, ...pullRequest])),
    ]);
  }

  #text(value: string | undefined, path: IssuePath): TerraformValue | undefined {
    return this.#expression(value, path) ?? value;
  }

  #number(value: number | undefined, path: IssuePath): TerraformValue | undefined {
    return this.#expression(value, path) ?? value;
  }

  #texts(values: readonly string[] | undefined, path: IssuePath): TerraformValue | undefined {
    if (values === undefined) return this.#expression(undefined, path);
    return values.map((value, index) => this.#text(value, [...path, index]) ?? value);
  }

  #artifacts(artifacts: readonly { readonly name: string }[] | undefined, path: IssuePath): TerraformValue | undefined {
    if (artifacts === undefined) return this.#expression(undefined, path);
    return artifacts.map(({ name }, index) => this.#text(name, [...path, index, "name"]) ?? name);
  }

  #configuration(values: Readonly<Record<string, string>> | undefined, path: IssuePath): TerraformValue | undefined {
    if (values === undefined) return this.#expression(undefined, path);
    const entries = Object.entries(values).map(
      ([name, value]) => [name, this.#text(value, [...path, name]) ?? value] as const,
    );
    return { object: Object.fromEntries(entries) };
  }

  #expression(value: string | number | undefined, path: IssuePath): TerraformValue | undefined {
    const found = value === undefined ? this.#expressions.ofAbsent(path) : this.#expressions.at(path, value);
    return typeof found === "string" ? { template: found } : undefined;
  }
}

function block(type: string, inner: TerraformBody): TerraformBlock {
  return { kind: "block", type, body: inner };
}

function body(members: Members, blocks: readonly TerraformBlock[] = []): TerraformBody {
  const attributes = Object.entries(members).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return { attributes: Object.fromEntries(attributes), blocks };
}
