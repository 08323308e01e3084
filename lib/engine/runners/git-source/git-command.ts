import { spawn } from "node:child_process";
import type { Clock } from "@/lib/clock";
import { endGroup, exitOf, processEnvironment } from "../processes/process-group";

const LONGEST_OUTPUT = 4 * 1024 ** 2;

/** Git refused. The message is Git's own first words, without passwords. */
export class GitError extends Error {
  override readonly name = "GitError";
}

export interface GitContext {
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/**
 * Runs git without prompts, hooks or protocols that start programs. It runs as the person who runs the engine, with
 * their credential helper and SSH agent, because private repositories are theirs to read.
 * @returns standard output
 * @throws GitError
 */
export async function git(args: readonly string[], { clock, signal }: GitContext): Promise<Buffer> {
  signal.throwIfAborted();
  const child = spawn("git", [...SAFETY, ...args], {
    env: processEnvironment(gitEnvironment()),
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exited = exitOf(child);
  const onAbort = (): void => {
    if (child.pid !== undefined) void endGroup(child.pid, clock);
  };
  signal.addEventListener("abort", onAbort, { once: true });
  try {
    const [output, complaint, status] = await Promise.all([collect(child.stdout), collect(child.stderr), exited]);
    signal.throwIfAborted();
    if (status !== 0) throw new GitError(firstWords(complaint.toString("utf8"), status));
    return output;
  } finally {
    signal.removeEventListener("abort", onAbort);
  }
}

const PROTOCOLS = ["https", "http", "ssh", "git", "file"];
const SAFETY = [
  "core.hooksPath=/dev/null",
  "core.fsmonitor=false",
  "gc.auto=0",
  "maintenance.auto=false",
  "protocol.allow=never",
  ...PROTOCOLS.map((protocol) => `protocol.${protocol}.allow=always`),
].flatMap((setting) => ["-c", setting]);

const INHERITED = ["PATH", "HOME", "USER", "SSH_AUTH_SOCK", "SSL_CERT_FILE", "SSL_CERT_DIR", "XDG_CONFIG_HOME"];
const PROXIES = [
  "http_proxy",
  "https_proxy",
  "HTTP_PROXY",
  "HTTPS_PROXY",
  "no_proxy",
  "NO_PROXY",
  "all_proxy",
  "ALL_PROXY",
];

function gitEnvironment(): Record<string, string> {
  const environment: Record<string, string> = {
    GIT_TERMINAL_PROMPT: "0",
    GIT_SSH_COMMAND: "ssh -o BatchMode=yes",
    LC_ALL: "C",
  };
  for (const name of [...INHERITED, ...PROXIES]) {
    const value = process.env[name];
    if (value !== undefined) environment[name] = value;
  }
  return environment;
}

async function collect(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.length;
    if (length <= LONGEST_OUTPUT) chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function firstWords(complaint: string, status: number): string {
  const lines = complaint.split("\n").map((line) => line.trim());
  const reason = lines.find((line) => /^(?:fatal|error):/.test(line)) ?? lines.find((line) => line !== "");
  return withoutPasswords((reason ?? `git ended with status ${status}`).replace(/^(?:fatal|error): /, ""));
}

function withoutPasswords(text: string): string {
  return text.replaceAll(/(\w+:\/\/)[^/\s@]+@/g, "$1");
}
