import { TemplateError } from "./template-error";

/** Nothing that is deployed is as large. */
const MOST_CHARACTERS = 4 * 1024 * 1024;

/**
 * What the functions of one template may make, all of them together. They multiply what they are given, and a reference
 * to a long parameter does too: a few lines come to gigabytes.
 */
export class TextBudget {
  #left = MOST_CHARACTERS;

  /** @throws TemplateError once it is too much */
  spend(characters: number): void {
    this.#left -= characters;
    if (this.#left < 0) {
      throw new TemplateError("Template format error: its functions make more text than a stack can hold");
    }
  }
}
