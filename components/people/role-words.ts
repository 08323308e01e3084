/** What each role may do, for whoever gives it. */
const WORDS: Readonly<Record<string, string>> = {
  viewer: "Reads everything but what is in the files of artifacts, changes nothing.",
  operator: "Starts, stops and retries executions.",
  approver: "Answers approvals.",
  editor: "Edits and publishes pipelines, and starts executions.",
  admin: "Does all of that, and manages connections and people.",
  owner: "Does everything, and manages admins and owners.",
};

export function describeRole(role: string): string {
  return WORDS[role] ?? "";
}
