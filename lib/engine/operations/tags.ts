import { AwsServiceError } from "../aws-service-error";
import type { Tag } from "../store/store";

/** @see https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html */
const MAX_TAGS = 50;
const CHARACTERS = /^[\p{L}\p{N} +\-=._:/@]*$/u;
const RESERVED_PREFIX = /^aws:/i;

/** Checks the tags a resource would have. @throws InvalidTagsException, TooManyTagsException */
export function checkTags(tags: readonly Tag[]): void {
  const keys = tags.map(({ key }) => key);
  if (new Set(keys).size < keys.length) throw invalid("Tag keys must be unique");
  for (const { key, value } of tags) {
    checkKey(key);
    if (!CHARACTERS.test(value)) throw invalid(`The value of tag '${key}' contains characters that are not allowed`);
  }
  if (tags.length > MAX_TAGS) {
    throw new AwsServiceError("TooManyTagsException", `A resource can have at most ${MAX_TAGS} tags`);
  }
}

export function checkKey(key: string): void {
  if (RESERVED_PREFIX.test(key)) throw invalid(`Tag key '${key}' starts with 'aws:', which is reserved for AWS use`);
  if (!CHARACTERS.test(key) || key.trim() !== key || key === "") {
    throw invalid(`Tag key '${key}' contains characters that are not allowed, or spaces at an end`);
  }
}

function invalid(message: string): AwsServiceError {
  return new AwsServiceError("InvalidTagsException", message);
}
