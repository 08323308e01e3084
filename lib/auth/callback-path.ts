/** Any base will do: only whether the path stays on it matters. */
const BASE = "http://penstock.invalid";

/**
 * Where to go after signing in: the path asked for, or the overview when it would lead anywhere but to a page of
 * this Penstock.
 */
export function callbackPath(asked: string | readonly string[] | undefined): string {
  if (typeof asked !== "string" || !asked.startsWith("/") || !URL.canParse(asked, BASE)) return "/";
  const url = new URL(asked, BASE);
  return url.origin === BASE ? `${url.pathname}${url.search}` : "/";
}
