/**
 * The log group of a pipeline's own actions. A pipeline's name may hold `@`, the name of a log group may not, so `#`
 * stands for it, which no pipeline's name holds. What AWS puts there is unverified.
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-Commands.html
 */
export function pipelineLogGroup(pipelineName: string): string {
  return `/aws/codepipeline/${pipelineName.replaceAll("@", "#")}`;
}
