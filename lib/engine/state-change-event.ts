/**
 * A state change as EventBridge delivers it.
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html
 */
export interface StateChangeEvent {
  readonly version: "0";
  readonly id: string;
  readonly "detail-type":
    | "CodePipeline Pipeline Execution State Change"
    | "CodePipeline Stage Execution State Change"
    | "CodePipeline Action Execution State Change";
  readonly source: "aws.codepipeline";
  readonly account: string;
  /** ISO 8601, whole seconds, UTC. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: StateChangeDetail;
}

export interface StateChangeDetail {
  readonly pipeline: string;
  readonly "execution-id": string;
  readonly "start-time": string;
  readonly state: string;
  readonly version: number;
  readonly "pipeline-execution-attempt": number;
  readonly [member: string]: unknown;
}
