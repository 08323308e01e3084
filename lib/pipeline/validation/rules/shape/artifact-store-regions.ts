import { error, type ValidationIssue } from "../../issue";
import { checkActions, type Rule } from "../../rule";

/**
 * An action in another Region needs `artifactStores`, with a store for every Region in use, the pipeline's included.
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/actions-create-cross-region.html
 */
export const artifactStoreRegions: Rule = (pipeline, { region: home }) => {
  const { artifactStores } = pipeline;
  const issues: ValidationIssue[] = [];
  if (artifactStores && home !== undefined && !(home in artifactStores)) {
    const message = `artifactStores has no store for ${home}, the pipeline's own Region. Add one.`;
    issues.push(error("artifact-store-region-missing", "ValidationException", ["artifactStores"], message));
  }
  const actions = checkActions(pipeline, ({ name, region }, path) => {
    if (region === undefined) return [];
    if (artifactStores && !Object.hasOwn(artifactStores, region)) {
      const message = `${name} runs in ${region}, which has no artifact store. Add one for that Region.`;
      return [error("artifact-store-region-missing", "ValidationException", [...path, "region"], message)];
    }
    if (artifactStores || home === undefined || region === home) return [];
    const message = `${name} runs in ${region}, but the pipeline has a single artifact store. Name one store per Region.`;
    return [error("artifact-store-single", "ValidationException", [...path, "region"], message)];
  });
  return [...issues, ...actions];
};
