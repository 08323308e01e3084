import type { Omission } from "../metadata";
import { standInFor } from "../stand-in";
import { isNull, type SourceList, type SourceMap, type SourceNode } from "../source-node";

/** A pipeline as the resource describes it, in the declaration's own structure. */
export function declarationOf(resource: SourceMap): {
  readonly declaration: SourceMap;
  readonly tags: SourceNode | undefined;
} {
  const declaration = renamed(withList(resource, "stage"), {
    name: ["name"],
    role_arn: ["roleArn"],
    pipeline_type: ["pipelineType"],
    execution_mode: ["executionMode"],
    stage: ["stages", (stage) => listOf(stage, stageOf)],
    variable: ["variables", (variables) => listOf(variables, variableOf)],
    trigger: ["triggers", (triggers) => listOf(triggers, triggerOf)],
  });
  const stores = resource.entries.get("artifact_store");
  const tags = resource.entries.get("tags");
  const entries = new Map([...declaration.entries, ...(stores ? storesOf(stores) : [])]);
  const whole = withOmissions({ ...declaration, entries }, stores ? leftOut(stores, "artifactStores") : []);
  return { declaration: whole, tags: tags && single(tags) };
}

/** A shape gives null for a member whose dynamic block repeats over nothing, or over what nobody knows. */
type Rename = Readonly<Record<string, readonly [string] | readonly [string, (node: SourceNode) => SourceNode | null]>>;

/** The map with the names of the declaration. What Terraform leaves null or empty is not there; what nobody knows is dropped. */
function renamed(map: SourceMap, names: Rename): SourceMap {
  const entries = new Map<string, SourceNode>();
  const omissions: Omission[] = [];
  for (const [written, [name, shape]] of Object.entries(names)) {
    const value = map.entries.get(written);
    if (value === undefined || isUnset(value)) continue;
    const shaped = shape ? shape(value) : value;
    if (shaped) entries.set(name, shaped);
    else omissions.push(...leftOut(value, name));
  }
  return withOmissions({ ...map, entries }, omissions);
}

/** Dynamic blocks that were not read, under the name of the member they would make. */
function leftOut({ omissions = [] }: SourceNode, member: string): Omission[] {
  return omissions.map((omission) => ({ ...omission, at: member }));
}

function withOmissions(map: SourceMap, omissions: readonly Omission[]): SourceMap {
  return omissions.length === 0 ? map : { ...map, omissions: [...(map.omissions ?? []), ...omissions] };
}

/** Terraform takes an empty text for an optional member as if it were not there. */
function isUnset(node: SourceNode): boolean {
  return !node.expression && node.kind === "text" && (isNull(node) || node.text === "");
}

/** Blocks are lists of maps, which the JSON syntax and old files may write as one map. */
function listOf(node: SourceNode, shape: (map: SourceMap) => SourceNode): SourceNode {
  if (node.kind === "text") return node;
  const list: SourceList = node.kind === "list" ? node : { kind: "list", items: [node], position: node.position };
  return { ...list, items: list.items.map((item) => (item.kind === "map" ? shape(item) : item)) };
}

/** The one block of a kind. */
function single(node: SourceNode): SourceNode {
  return node.kind === "list" && node.items[0] ? node.items[0] : node;
}

function one(shape: (map: SourceMap) => SourceNode): (node: SourceNode) => SourceNode | null {
  return (node) => {
    const map = single(node);
    if (map.kind === "list" && map.items.length === 0) return null;
    return map.kind === "map" ? shape(map) : map;
  };
}

/** One store is the pipeline's; several, or one with a Region, are one for each Region. */
function storesOf(node: SourceNode): readonly (readonly [string, SourceNode])[] {
  const list = listOf(node, (store) => store);
  const stores = list.kind === "list" ? list.items.flatMap((store) => (store.kind === "map" ? [store] : [])) : [];
  const [first] = stores;
  if (first === undefined) return [];
  const regions = stores.map((store) => store.entries.get("region"));
  if (stores.length === 1 && (regions[0] === undefined || isUnset(regions[0])))
    return [["artifactStore", storeOf(first)]];
  const entries = stores.map((store, index): [string, SourceNode] => {
    const region = regions[index];
    const shaped = storeOf(store);
    if (region?.kind !== "text") return [`region-${index + 1}`, shaped];
    return region.expression
      ? [standInFor(region.expression, ["region"]), { ...shaped, expression: region.expression }]
      : [region.text, shaped];
  });
  return [["artifactStores", { kind: "map", entries: new Map(entries), position: node.position }]];
}

function storeOf(store: SourceMap): SourceMap {
  return renamed(store, {
    type: ["type"],
    location: ["location"],
    encryption_key: ["encryptionKey", one((key) => renamed(key, { id: ["id"], type: ["type"] }))],
  });
}

/** A block that is not there is a list without items. */
function withList(map: SourceMap, name: string): SourceMap {
  if (map.entries.has(name)) return map;
  return { ...map, entries: new Map(map.entries).set(name, { kind: "list", items: [], position: map.position }) };
}

function stageOf(stage: SourceMap): SourceNode {
  return renamed(withList(stage, "action"), {
    name: ["name"],
    action: ["actions", (actions) => listOf(actions, actionOf)],
    before_entry: ["beforeEntry", one(conditionsOf)],
    on_success: ["onSuccess", one(conditionsOf)],
    on_failure: ["onFailure", one(failureOf)],
  });
}

function actionOf(action: SourceMap): SourceNode {
  const type = renamed(action, {
    category: ["category"],
    owner: ["owner"],
    provider: ["provider"],
    version: ["version"],
  });
  const members = renamed(action, {
    name: ["name"],
    run_order: ["runOrder"],
    configuration: ["configuration", one((configuration) => configuration)],
    input_artifacts: ["inputArtifacts", artifacts],
    output_artifacts: ["outputArtifacts", artifacts],
    role_arn: ["roleArn"],
    region: ["region"],
    namespace: ["namespace"],
    timeout_in_minutes: ["timeoutInMinutes"],
  });
  const [name, ...others] = members.entries;
  const entries =
    name?.[0] === "name"
      ? [name, ["actionTypeId", type] as const, ...others]
      : [["actionTypeId", type] as const, ...members.entries];
  return { ...members, entries: new Map<string, SourceNode>(entries) };
}

/** Terraform lists names where the declaration has objects with a name. */
function artifacts(node: SourceNode): SourceNode {
  if (node.kind !== "list") return node;
  const items = node.items.map((item): SourceNode =>
    item.kind === "text" ? { kind: "map", entries: new Map([["name", item]]), position: item.position } : item,
  );
  return { ...node, items };
}

function conditionsOf(block: SourceMap): SourceMap {
  return renamed(block, { condition: ["conditions", (conditions) => listOf(conditions, conditionOf)] });
}

function failureOf(block: SourceMap): SourceNode {
  return renamed(block, {
    result: ["result"],
    retry_configuration: ["retryConfiguration", one((retry) => renamed(retry, { retry_mode: ["retryMode"] }))],
    condition: ["conditions", (conditions) => listOf(conditions, conditionOf)],
  });
}

function conditionOf(condition: SourceMap): SourceNode {
  return renamed(condition, { result: ["result"], rule: ["rules", (rules) => listOf(rules, ruleOf)] });
}

function ruleOf(rule: SourceMap): SourceNode {
  return renamed(rule, {
    name: ["name"],
    rule_type_id: [
      "ruleTypeId",
      one((type) =>
        renamed(type, { category: ["category"], owner: ["owner"], provider: ["provider"], version: ["version"] }),
      ),
    ],
    configuration: ["configuration", one((configuration) => configuration)],
    commands: ["commands"],
    input_artifacts: ["inputArtifacts", artifacts],
    role_arn: ["roleArn"],
    region: ["region"],
    timeout_in_minutes: ["timeoutInMinutes"],
  });
}

function variableOf(variable: SourceMap): SourceNode {
  return renamed(variable, { name: ["name"], default_value: ["defaultValue"], description: ["description"] });
}

function triggerOf(trigger: SourceMap): SourceNode {
  const patterns = one((filter) => renamed(filter, { includes: ["includes"], excludes: ["excludes"] }));
  const filterOf = (filter: SourceMap): SourceNode =>
    renamed(filter, {
      events: ["events"],
      tags: ["tags", patterns],
      branches: ["branches", patterns],
      file_paths: ["filePaths", patterns],
    });
  const gitOf = (git: SourceMap): SourceNode =>
    renamed(git, {
      source_action_name: ["sourceActionName"],
      push: ["push", (filters) => listOf(filters, filterOf)],
      pull_request: ["pullRequest", (filters) => listOf(filters, filterOf)],
    });
  return renamed(trigger, { provider_type: ["providerType"], git_configuration: ["gitConfiguration", one(gitOf)] });
}
