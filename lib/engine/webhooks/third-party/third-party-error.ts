/**
 * Why a hook could not be made or taken away. The message is shown to people, as the cause that the service would name;
 * there is never a secret in it.
 */
export class ThirdPartyError extends Error {
  override readonly name = "ThirdPartyError";
  /** The status that the server answered with, or a word where it gave none. */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
