/** What an action or a task calls: the function, and of which of its versions or aliases. */
export interface FunctionReference {
  readonly name: string;
  readonly qualifier?: string;
}

/** Reads `name`, `name:alias`, `123456789012:function:name` and ARNs, as Lambda takes them. */
export function functionReference(text: string): FunctionReference {
  const [name = "", qualifier] = text.replace(/^(?:arn:[^:]*:lambda:[^:]*:)?(?:\d{12}:)?(?:function:)?/, "").split(":");
  return qualifier === undefined || qualifier === "" ? { name } : { name, qualifier };
}
