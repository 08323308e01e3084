import { validateTags } from "@/lib/pipeline/validation/tags";
import type { Tag } from "../store/store";
import { refuseIssues } from "./check-declaration";

/** Checks the tags a resource would have. @throws InvalidTagsException, TooManyTagsException */
export function checkTags(tags: readonly Tag[]): void {
  refuseIssues(validateTags(tags));
}
