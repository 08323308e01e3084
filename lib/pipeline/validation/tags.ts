import { MAX_TAG_KEY_LENGTH, MAX_TAG_VALUE_LENGTH, MAX_TAGS } from "../limits";
import { error, type ValidationIssue } from "./issue";
import { repeated } from "./rule";
import { textLength } from "./text-length";

export interface Tag {
  readonly key: string;
  readonly value: string;
}

const CHARACTERS = /^[\p{L}\p{N} +\-=._:/@]*$/u;

/** Tags stand beside the declaration, not in it. @see https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_Tag.html */
export function validateTags(tags: readonly Tag[], maxTags = MAX_TAGS): readonly ValidationIssue[] {
  const twice = repeated(tags.map(({ key }) => key));
  const many =
    tags.length > maxTags
      ? [
          error(
            "tag-count",
            "TooManyTagsException",
            ["tags"],
            `There are ${tags.length} tags. Keep ${maxTags} at most.`,
          ),
        ]
      : [];
  const each = tags.flatMap(({ key, value }, index) => {
    const refuse = (member: "key" | "value", message: string) => [
      error("tag-invalid", "InvalidTagsException", ["tags", index, member], message),
    ];
    if (key.trim() === "" || textLength(key) > MAX_TAG_KEY_LENGTH) {
      return refuse("key", `A tag key has 1 to ${MAX_TAG_KEY_LENGTH} characters. Change "${key}".`);
    }
    if (/^aws:/i.test(key)) return refuse("key", `Tag keys that begin with aws: belong to AWS. Rename ${key}.`);
    if (!CHARACTERS.test(key))
      return refuse("key", `Tag keys take letters, digits, spaces and + - = . _ : / @. Change ${key}.`);
    if (key.endsWith(" ")) return refuse("key", `A tag key does not end with a space. Change "${key}".`);
    if (twice.has(key)) return refuse("key", `The tag ${key} is there twice. Keep one.`);
    if (textLength(value) > MAX_TAG_VALUE_LENGTH) {
      return refuse(
        "value",
        `The value of the tag ${key} is longer than ${MAX_TAG_VALUE_LENGTH} characters. Shorten it.`,
      );
    }
    if (!CHARACTERS.test(value)) {
      return refuse(
        "value",
        `Tag values take letters, digits, spaces and + - = . _ : / @. Change the value of ${key}.`,
      );
    }
    return value.endsWith(" ") ? refuse("value", `The value of the tag ${key} ends with a space. Remove it.`) : [];
  });
  return [...many, ...each];
}
