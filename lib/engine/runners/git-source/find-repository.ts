import type { LocalResources } from "../../local-resources";
import { ActionFailure } from "../action-failure";
import { parseRepositoryUrl, shownUrl, type RepositoryUrl } from "./repository-url";

/** Where the repository of this name is. @throws ActionFailure that says what to register */
export async function findRepository(name: string, resources: LocalResources): Promise<RepositoryUrl> {
  const repository = await resources.find("repository", name);
  if (!repository) {
    throw new ActionFailure(
      "ConfigurationError",
      `No repository is registered as ${name}. Register it under Settings, Local resources, with a Git URL or the path of a local repository.`,
    );
  }
  const url = parseRepositoryUrl(repository.url);
  if (url) return url;
  throw new ActionFailure(
    "ConfigurationError",
    `Repository ${name} is registered with ${JSON.stringify(shownUrl(repository.url))}, which is neither an absolute path nor a Git URL ` +
      `(https, ssh, git or file). Correct it under Settings, Local resources.`,
  );
}
