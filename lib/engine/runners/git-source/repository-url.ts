import path from "node:path";

/** Schemes that may be fetched from; everything else, `ext::` above all, could run a program of the URL's choice. */
const SCHEMES = ["https:", "http:", "ssh:", "git:", "file:"];

export type RepositoryUrl =
  | { readonly kind: "local"; readonly url: string; readonly directory: string }
  | { readonly kind: "remote"; readonly url: string };

/** Reads where a repository is: an absolute path, a URL, or `user@host:path`. Null when it is none of these. */
export function parseRepositoryUrl(text: string): RepositoryUrl | null {
  // oxlint-disable-next-line no-control-regex -- control characters are exactly what must not pass
  if (text === "" || text.startsWith("-") || /[\u0000-\u001f\u007f]/.test(text)) return null;
  if (path.isAbsolute(text)) return { kind: "local", url: text, directory: text };
  if (/^[A-Za-z0-9_.-]+@[A-Za-z0-9.-]+:[^:]/.test(text)) return { kind: "remote", url: text };
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !SCHEMES.includes(url.protocol)) return null;
  if (url.protocol === "file:") return { kind: "local", url: text, directory: decodeURIComponent(url.pathname) };
  return url.hostname === "" || url.hostname.startsWith("-") ? null : { kind: "remote", url: text };
}

/** The URL as it may be shown: without the user and password it may carry. */
export function shownUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.username === "" && url.password === "")) return text;
  url.username = "";
  url.password = "";
  return url.href;
}

/** True for a name that can stand in `refs/heads/<name>`, by the rules of git-check-ref-format. */
export function isBranchName(name: string): boolean {
  // oxlint-disable-next-line no-control-regex -- control characters are not allowed in a ref
  if (name === "" || name.length > 256 || /[\u0000-\u0020\u007f~^:?*[\\]|\.\.|@\{|\/\/|^[-/]|[/.]$/.test(name))
    return false;
  return name.split("/").every((part) => !part.startsWith(".") && !part.endsWith(".lock"));
}
