/** Who wrote a source change, as far as its source tells. */
export interface ChangeAuthor {
  readonly actionName: string;
  readonly email: string | null;
  readonly name: string | null;
}

interface SourceAttempt {
  readonly actionName: string;
  readonly outputVariables: Readonly<Record<string, string>>;
}

/**
 * The authors of what an execution carries, from the output variables of its source actions.
 * @returns `unknown`: source actions that tell none, such as CodeCommit and S3 on AWS
 * @see https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-variables.html
 */
export function changeAuthors(sources: readonly SourceAttempt[]): {
  readonly known: readonly ChangeAuthor[];
  readonly unknown: readonly string[];
} {
  const authors = sources.map(({ actionName, outputVariables }) => ({
    actionName,
    email: textOf(outputVariables["AuthorEmail"]),
    name: textOf(outputVariables["AuthorDisplayName"]),
  }));
  return {
    known: authors.filter(({ email, name }) => email !== null || name !== null),
    unknown: authors.filter(({ email, name }) => email === null && name === null).map(({ actionName }) => actionName),
  };
}

/** By e-mail; by name only where the source tells no e-mail. */
export function isAuthor(
  { email, name }: ChangeAuthor,
  person: { readonly email: string; readonly name: string },
): boolean {
  return email === null ? name !== null && isSame(name, person.name) : isSame(email, person.email);
}

function isSame(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}

function textOf(value: string | undefined): string | null {
  return value?.trim() ? value : null;
}
