import { validateTags } from "@/lib/pipeline/validation/tags";
import type { Quotas } from "../quotas";
import type { Tag } from "../store/store";
import { refuseIssues } from "./check-declaration";

/** Checks the tags a resource would have. @throws InvalidTagsException, TooManyTagsException */
export function checkTags(tags: readonly Tag[], { tagsPerResource }: Pick<Quotas, "tagsPerResource">): void {
  refuseIssues(validateTags(tags, tagsPerResource));
}
