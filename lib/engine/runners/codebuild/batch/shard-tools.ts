import { chmod, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";

/** Lists the files that match patterns, `**` included. */
const GLOB_SEARCH = String.raw`#!/usr/bin/env bash
shopt -s globstar nullglob
for pattern in "$@"; do
  for file in $pattern; do [ -f "$file" ] && printf '%s\n' "$file"; done
done
exit 0
`;

/**
 * Runs a test command for this build's part of the test files. A command that asks for them itself, by
 * CODEBUILD_CURRENT_SHARD_FILES, does not get them appended.
 */
const TESTS_RUN = String.raw`#!/usr/bin/env bash
strategy=equal-distribution
while [ $# -gt 0 ]; do
  case $1 in
    --test-command) command=$2; shift 2 ;;
    --files-search) search=$2; shift 2 ;;
    --sharding-strategy) strategy=$2; shift 2 ;;
    *) echo "codebuild-tests-run: unknown option $1" >&2; exit 2 ;;
  esac
done
if [ -z "$command" ] || [ -z "$search" ]; then
  echo "codebuild-tests-run: --test-command and --files-search are required" >&2; exit 2
fi
index=$CODEBUILD_CURRENT_SHARD count=$CODEBUILD_TOTAL_SHARDS
: "${"${index:=0}"}" "${"${count:=1}"}"
files=()
number=0
while IFS= read -r file; do
  case $strategy in
    stability) at=$(printf '%s' "$file" | cksum | cut -d ' ' -f 1) ;;
    *) at=$number ;;
  esac
  [ $((at % count)) -eq "$index" ] && files+=("$file")
  number=$((number + 1))
done < <(eval "$search" | LC_ALL=C sort -u)
if [ ${"${#files[@]}"} -eq 0 ]; then echo "codebuild-tests-run: no test file falls to this build"; exit 0; fi
CODEBUILD_CURRENT_SHARD_FILES=$(printf '%s\n' "${"${files[@]}"}")
export CODEBUILD_CURRENT_SHARD_FILES
case $command in
  *CODEBUILD_CURRENT_SHARD_FILES*) eval "$command" ;;
  *) eval "$command $(printf ' %q' "${"${files[@]}"}")" ;;
esac
`;

/**
 * Writes the commands by which builds of a fan-out share their tests.
 * @returns the directory they are in, for PATH
 * @see https://docs.aws.amazon.com/codebuild/latest/userguide/parallel-test-tests-run.html
 */
export async function writeShardTools(directory: string): Promise<string> {
  await mkdir(directory, { recursive: true });
  for (const [name, script] of [
    ["codebuild-glob-search", GLOB_SEARCH],
    ["codebuild-tests-run", TESTS_RUN],
  ] as const) {
    await writeFile(path.join(directory, name), script);
    await chmod(path.join(directory, name), 0o755);
  }
  return directory;
}
