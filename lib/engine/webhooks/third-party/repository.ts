import { ThirdPartyError } from "./third-party-error";

/** A repository at GitHub. */
export interface Repository {
  readonly owner: string;
  readonly repo: string;
}

const NAME = /^[A-Za-z0-9._-]{1,100}$/;

/** Takes `owner/repo` apart. @throws ThirdPartyError for names that no repository has, such as `..` */
export function parseRepository(text: string): Repository {
  const [owner = "", repo = "", ...rest] = text.split("/");
  const isName = (name: string): boolean => NAME.test(name) && name !== "." && name !== "..";
  if (isName(owner) && isName(repo) && rest.length === 0) return { owner, repo };
  throw new ThirdPartyError("InvalidRepository", `${JSON.stringify(text.slice(0, 200))} is no repository of GitHub`);
}
