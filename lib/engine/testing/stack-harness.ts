import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
  type CreateStackCommandInput,
  type UpdateStackCommandInput,
} from "@aws-sdk/client-cloudformation";
import {
  CodePipelineClient,
  GetPipelineCommand,
  ListActionTypesCommand,
  ListWebhooksCommand,
} from "@aws-sdk/client-codepipeline";
import { startRunningEngine, type RunningEngine } from "../runners/testing/running-engine";

type Input = Partial<CreateStackCommandInput>;
type UpdateInput = Partial<UpdateStackCommandInput>;

const IAM = { Capabilities: ["CAPABILITY_IAM" as const] };

/** A running engine with what a test of stacks asks of it, all through the SDK. Stacks are called `shop`. */
export class StackHarness {
  running: RunningEngine;
  client: CloudFormationClient;
  pipelines: CodePipelineClient;

  private constructor(running: RunningEngine) {
    this.running = running;
    this.client = new CloudFormationClient(running.clientConfig);
    this.pipelines = new CodePipelineClient(running.clientConfig);
  }

  static async start(): Promise<StackHarness> {
    return new StackHarness(await startRunningEngine());
  }

  dispose(): Promise<void> {
    return this.running.dispose();
  }

  async restart(): Promise<void> {
    await this.running.stop();
    this.running = await startRunningEngine(this.running);
    this.client = new CloudFormationClient(this.running.clientConfig);
    this.pipelines = new CodePipelineClient(this.running.clientConfig);
  }

  async create(TemplateBody: string, rest: Input = {}, StackName = "shop") {
    await this.client.send(new CreateStackCommand({ StackName, TemplateBody, ...IAM, ...rest }));
    return this.describe(StackName);
  }

  async update(TemplateBody: string, rest: UpdateInput = {}) {
    await this.client.send(new UpdateStackCommand({ StackName: "shop", TemplateBody, ...IAM, ...rest }));
    return this.describe();
  }

  async remove(StackName = "shop"): Promise<void> {
    await this.client.send(new DeleteStackCommand({ StackName }));
  }

  async describe(StackName = "shop") {
    const stack = (await this.client.send(new DescribeStacksCommand({ StackName }))).Stacks?.[0];
    const outputs = (stack?.Outputs ?? []).map(({ OutputKey = "", OutputValue }) => [OutputKey, OutputValue] as const);
    return { ...stack, outputs: Object.fromEntries(outputs) };
  }

  /** `<logical id> <status>`, oldest first. */
  async events(StackName = "shop"): Promise<readonly string[]> {
    const { StackEvents = [] } = await this.client.send(new DescribeStackEventsCommand({ StackName }));
    return StackEvents.toReversed().map((event) => `${event.LogicalResourceId} ${event.ResourceStatus}`);
  }

  /** Why a resource failed. */
  async reasonOf(LogicalResourceId: string): Promise<string | undefined> {
    const { StackEvents = [] } = await this.client.send(new DescribeStackEventsCommand({ StackName: "shop" }));
    const isMeant = (id?: string, status = ""): boolean => id === LogicalResourceId && status.endsWith("_FAILED");
    return StackEvents.find((event) => isMeant(event.LogicalResourceId, event.ResourceStatus))?.ResourceStatusReason;
  }

  async declarationOf(name: string) {
    return (await this.pipelines.send(new GetPipelineCommand({ name }))).pipeline;
  }

  async webhooks() {
    return (await this.pipelines.send(new ListWebhooksCommand({}))).webhooks ?? [];
  }

  /** Providers of custom action types. */
  async customProviders(): Promise<readonly (string | undefined)[]> {
    const { actionTypes = [] } = await this.pipelines.send(new ListActionTypesCommand({ actionOwnerFilter: "Custom" }));
    return actionTypes.map(({ id }) => id?.provider);
  }
}
