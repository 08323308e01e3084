/** Why a stack came to nothing: the resource that failed has the reason. */
export class StackFailure extends Error {
  override readonly name = "StackFailure";
}
