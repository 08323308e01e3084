import { AwsServiceError } from "../aws-service-error";

/** @see https://docs.aws.amazon.com/codebuild/latest/APIReference/API_ListBuilds.html */
const MOST_IDS = 100;

export interface IdPageInput {
  readonly sortOrder?: "ASCENDING" | "DESCENDING";
  readonly nextToken?: string;
  readonly limit?: number;
}

/** CodeBuild's lists of ids: the newest first unless the caller wants it otherwise. The token is the last id before. */
export function idPage(
  records: readonly { readonly id: string; readonly startedAt: number }[],
  { sortOrder = "DESCENDING", nextToken, limit = MOST_IDS }: IdPageInput,
): { readonly ids: readonly string[]; readonly nextToken?: string } {
  const direction = sortOrder === "ASCENDING" ? 1 : -1;
  const ids = records
    .toSorted((a, b) => direction * (a.startedAt - b.startedAt || (a.id < b.id ? -1 : 1)))
    .map(({ id }) => id);
  const before = nextToken === undefined ? -1 : ids.indexOf(nextToken);
  if (nextToken !== undefined && before < 0) {
    throw new AwsServiceError("InvalidInputException", "The next token is not one of this list");
  }
  const from = before + 1;
  const page = ids.slice(from, from + limit);
  const last = page.at(-1);
  return { ids: page, ...(from + limit < ids.length && last !== undefined && { nextToken: last }) };
}
