/** What a server action answers to its form; `message` is for the person at it. */
export type FormResult<Value = null> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly message: string };
