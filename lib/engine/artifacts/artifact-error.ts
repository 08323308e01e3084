/** An artifact that is missing, broken or not acceptable. The message is shown to people as it is. */
export class ArtifactError extends Error {
  override readonly name = "ArtifactError";
}
