import { AwsServiceError } from "../aws-service-error";

/** @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogStreams.html */
const MOST_PER_PAGE = 50;

/** A page of what has names, from behind the one that the token stands for. */
export function namePage<Named extends { readonly name: string }>(
  all: readonly Named[],
  { limit = MOST_PER_PAGE, nextToken }: { readonly limit?: number; readonly nextToken?: string },
): { readonly page: readonly Named[]; readonly nextToken?: string } {
  const before = nextToken === undefined ? undefined : Buffer.from(nextToken, "base64url").toString();
  const from = before === undefined ? 0 : all.findIndex(({ name }) => name === before) + 1;
  if (before !== undefined && from === 0) {
    throw new AwsServiceError("InvalidParameterException", "The specified nextToken is invalid.");
  }
  const page = all.slice(from, from + limit);
  const last = page.at(-1);
  return {
    page,
    ...(last && from + limit < all.length && { nextToken: Buffer.from(last.name).toString("base64url") }),
  };
}
