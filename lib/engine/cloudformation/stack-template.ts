import { entryOf } from "@/lib/pipeline/entry-of";
import type { StackContent, StackOutput, StackRecord } from "./stack-record";
import { checkParameters } from "./template/check-parameters";
import { checkTemplate } from "./template/check-template";
import {
  assertionHolds,
  conditionHolds,
  evaluate,
  SIMULATED,
  textOf,
  type ReferredResource,
  type Surroundings,
} from "./template/evaluate";
import { readTemplate, type Template } from "./template/read-template";
import { resourceOrder, type OrderedResource } from "./template/resource-order";
import { TemplateError } from "./template/template-error";
import { TextBudget } from "./template/text-budget";
import type { Properties } from "./resources/resource-handler";

/** What the world beside a template is asked for while it is evaluated. */
export interface TemplateWorld {
  findResource(logicalId: string): ReferredResource | null;
  /** The value of another stack's export. */
  findExport(name: string): string | null;
}

const SSM_VALUE = /^AWS::SSM::Parameter::Value</;
const MOST_OUTPUTS = 200;

/** A template with its parameters, for one stack: what its resources and outputs come to. */
export class StackTemplate {
  readonly template: Template;
  readonly #content: Pick<StackContent, "parameters" | "resolved">;
  readonly #stack: Pick<StackRecord, "stackName" | "stackId" | "region" | "accountId">;
  readonly #budget = new TextBudget();
  /** Conditions follow from parameters alone, so what they have come to stays true. */
  readonly #decided = new Map<string, boolean>();

  /** @throws TemplateError */
  constructor(
    content: Pick<StackContent, "templateBody" | "parameters" | "resolved">,
    stack: Pick<StackRecord, "stackName" | "stackId" | "region" | "accountId">,
  ) {
    this.template = readTemplate(content.templateBody);
    this.#content = content;
    this.#stack = stack;
  }

  /** Resources whose condition holds, in the order in which they can be made. @throws TemplateError */
  resources(world: TemplateWorld): readonly OrderedResource[] {
    const surroundings = this.#surroundings(world);
    return resourceOrder(this.template, ({ Condition }) => conditionHolds(Condition, surroundings));
  }

  /** @throws TemplateError */
  propertiesOf({ resource }: OrderedResource, world: TemplateWorld): Properties {
    return Object(evaluate(resource.Properties ?? {}, this.#surroundings(world)));
  }

  /** Those whose condition holds. @throws TemplateError */
  outputs(world: TemplateWorld): readonly StackOutput[] {
    const surroundings = this.#surroundings(world);
    const outputs = Object.entries(this.template.Outputs);
    if (outputs.length > MOST_OUTPUTS) {
      throw new TemplateError(
        `Template format error: Number of outputs is greater than maximum allowed, ${MOST_OUTPUTS}`,
      );
    }
    return outputs
      .filter(([, { Condition }]) => conditionHolds(Condition, surroundings))
      .map(([key, { Value, Description, Export }]) => ({
        key,
        value: outputText(key, evaluate(Value, surroundings)),
        ...(Description !== undefined && { description: Description }),
        ...(Export && { exportName: textOf(evaluate(Export.Name, surroundings)) }),
      }));
  }

  /** Holds the rules of the template. @throws TemplateError with the description of what does not hold */
  checkRules(world: TemplateWorld): void {
    const surroundings = this.#surroundings(world);
    for (const [name, { RuleCondition, Assertions }] of Object.entries(this.template.Rules)) {
      if (RuleCondition !== undefined && !assertionHolds(RuleCondition, surroundings)) continue;
      const broken = Assertions.find(({ Assert }) => !assertionHolds(Assert, surroundings));
      if (!broken) continue;
      const why = broken.AssertDescription ?? JSON.stringify(broken.Assert);
      throw new TemplateError(`Template validation error: Rule ${name} is not satisfied: ${why}`);
    }
  }

  #surroundings(world: TemplateWorld): Surroundings {
    const { stackName, stackId, region, accountId } = this.#stack;
    const parameters = { ...this.#content.parameters, ...this.#content.resolved };
    return {
      template: this.template,
      parameters,
      stackName,
      stackId,
      region,
      accountId,
      budget: this.#budget,
      decided: this.#decided,
      findExport: (name) => world.findExport(name),
      findResource: (logicalId) => world.findResource(logicalId) ?? this.#ofTransform(logicalId),
    };
  }

  /** Macros add resources whose names nobody sees; they are not run here. Of SAM's, the role of a function is known. */
  #ofTransform(logicalId: string): ReferredResource | null {
    if (this.template.Transform === undefined || Object.hasOwn(this.template.Resources, logicalId)) return null;
    const owner = logicalId.endsWith("Role") && entryOf(this.template.Resources, logicalId.slice(0, -"Role".length));
    if (owner && owner.Type.startsWith("AWS::Serverless::")) {
      const { stackName, accountId } = this.#stack;
      const ref = `${stackName}-${logicalId}`;
      return { ref, attributes: { Arn: `arn:aws:iam::${accountId}:role/${ref}` }, unknownAttribute: SIMULATED };
    }
    return { ref: `${SIMULATED}${logicalId}`, attributes: {}, unknownAttribute: SIMULATED };
  }
}

function outputText(key: string, value: unknown): string {
  if (value !== null && typeof value !== "object") return textOf(value);
  throw new TemplateError(
    `Template format error: Output ${key} is malformed. The Value field of every Outputs member must evaluate to a String.`,
  );
}

/**
 * Reads a template and its parameters, and looks up those that are kept in SSM.
 * @throws TemplateError
 */
export async function readContent(
  {
    templateBody,
    parameters: given,
  }: { readonly templateBody: string; readonly parameters: Readonly<Record<string, string>> },
  findParameter: (name: string) => Promise<string | null>,
): Promise<Pick<StackContent, "templateBody" | "parameters" | "resolved"> & { readonly template: Template }> {
  const template = readTemplate(templateBody);
  checkTemplate(template);
  const parameters = checkParameters(template, given);
  const kept = Object.entries(parameters).filter(([name]) => SSM_VALUE.test(template.Parameters[name]?.Type ?? ""));
  const found = await Promise.all(kept.map(async ([name, path]) => ({ name, path, value: await findParameter(path) })));
  const missing = found.filter(({ value }) => value === null).map(({ path }) => path);
  if (missing.length > 0) {
    throw new TemplateError(`Unable to fetch parameters [${missing.join(",")}] from parameter store for this account.`);
  }
  const resolved = Object.fromEntries(found.map(({ name, value }) => [name, value ?? ""]));
  return { template, templateBody, parameters, resolved };
}
