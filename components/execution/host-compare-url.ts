/**
 * Where the host of a repository shows the difference itself; null for hosts whose addresses are not known.
 * @param url that of one of the commits, `https://host/owner/repository/commit/id`
 */
export function hostCompareUrl(url: string | null, { older, newer }: { older: string; newer: string }): string | null {
  const match = /^(https:\/\/(?:github\.com|gitlab\.com)\/[\w./-]+?)(\/-)?\/commit\/[0-9a-f]{7,64}$/.exec(url ?? "");
  if (!match) return null;
  return `${match[1]}${match[2] ?? ""}/compare/${encodeURIComponent(older)}...${encodeURIComponent(newer)}`;
}
