import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { selectFiles } from "../select-files";

export interface KeyContext {
  /** The source directory. */
  readonly directory: string;
  readonly boundary: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** `$(codebuild-hash-files <patterns>)`, `${NAME}` or `$NAME` */
const EXPRESSION = /\$\(codebuild-hash-files\s+([^)]*)\)|\$\{([A-Za-z_]\w*)\}|\$([A-Za-z_]\w*)/g;

/**
 * The key of a cache with variables and hashes of files put in. Unset variables are empty, as in a shell.
 * @see https://docs.aws.amazon.com/codebuild/latest/userguide/caching-s3.html
 */
export async function expandCacheKey(key: string, context: KeyContext): Promise<string> {
  const parts: string[] = [];
  let from = 0;
  for (const match of key.matchAll(EXPRESSION)) {
    const [whole, patterns, braced, plain] = match;
    parts.push(key.slice(from, match.index));
    parts.push(
      patterns === undefined ? (context.environment[braced ?? plain ?? ""] ?? "") : await hashFiles(patterns, context),
    );
    from = match.index + whole.length;
  }
  return [...parts, key.slice(from)].join("");
}

async function hashFiles(patterns: string, { directory, boundary }: KeyContext): Promise<string> {
  const files = patterns
    .trim()
    .split(/\s+/)
    .map((pattern) => pattern.replaceAll(/^["']|["']$/g, ""));
  const { entries } = await selectFiles({ directory, boundary, rule: { files } });
  const hash = createHash("sha256");
  for (const { path, file } of entries.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    hash.update(`${path}\0`);
    await pipeline(createReadStream(file), hash, { end: false });
  }
  return hash.digest("hex");
}
