/** What the fields of one kind of resource are given. */
export interface FieldsProps<Resource> {
  readonly resource: Resource;
  /** By path in the resource, joined with dots. */
  readonly issues: Readonly<Record<string, string>>;
  readonly onChange: (resource: Resource) => void;
}

/** What is typed for a number; an empty field is no number, and text stays to be told of. */
export function typedNumber(text: string): number | undefined {
  return text.trim() === "" ? undefined : Number(text);
}
