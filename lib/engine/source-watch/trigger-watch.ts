import { createHash } from "node:crypto";
import type { Clock } from "@/lib/clock";
import { explainTrigger } from "@/lib/pipeline/triggers/explain-trigger";
import type { GitEvent } from "@/lib/pipeline/triggers/git-event";
import { changedFiles } from "../runners/git-source/changed-files";
import { readCommit } from "../runners/git-source/commit";
import { GitError, type GitContext } from "../runners/git-source/git-command";
import { fetchRefs, type GitMirror, type GitMirrors } from "../runners/git-source/git-mirrors";
import type { GitReference } from "../runners/git-source/git-reference";
import type { RepositoryUrl } from "../runners/git-source/repository-url";
import { createRefReader } from "./read-refs";
import { changedRefs, type RefChange } from "./seen-refs";
import { startByEvent } from "./start-by-event";
import type { SourceWatchPort, WatchedSource } from "./watched-source";

interface TriggerWatchOptions {
  readonly port: Pick<SourceWatchPort, "refs" | "onTrigger">;
  readonly mirrors: GitMirrors;
  readonly clock: Clock;
  /** Told of each start that failed at once. */
  readonly onFault: (message: string) => void;
}

/** Looks for pushes to any branch and for tags of repositories that pipelines have triggers for. */
export interface TriggerWatch {
  /** Deals with all that was pushed since the last look. The first sight of a repository starts nothing. */
  look(repository: RepositoryUrl, sources: readonly WatchedSource[], context: GitContext): Promise<void>;
}

export function createTriggerWatch({ port, mirrors, clock, onFault }: TriggerWatchOptions): TriggerWatch {
  const readRefs = createRefReader(clock);

  async function deal(change: RefChange, sources: readonly WatchedSource[], surroundings: Surroundings): Promise<void> {
    const { mirror, context } = surroundings;
    const event = change.kind === "tag" ? tagEvent(change) : await pushEvent(change, mirror, context);
    if (!sources.some(({ trigger }) => trigger && explainTrigger(trigger, event).starts)) return;
    try {
      const commit = await readCommit(mirror, change.to, context);
      const happening = { event, commit, reference: referenceOf(change), token: tokenOf(change, surroundings) };
      for (const { refusal } of await startByEvent(sources, happening, port)) {
        if (refusal !== undefined) onFault(`What a push to ${change.name} started failed at once. ${refusal}`);
      }
    } catch (error) {
      // A tag may point to no commit at all, and a branch may have been moved on by now: the next look sees that.
      if (!(error instanceof GitError)) throw error;
      onFault(`A push to ${change.name} started nothing: ${error.message}`);
    }
  }

  return {
    async look(repository, sources, context) {
      const { url } = repository;
      const refs = await readRefs(repository, context);
      const before = await port.refs.findSeenRefs(url);
      const changes = before ? changedRefs(before.refs, refs) : [];
      const generation = before?.generation ?? 0;
      if (changes.length > 0) {
        await mirrors.withMirror(url, context, async (mirror) => {
          await fetchRefs(mirror, context);
          for (const change of changes) await deal(change, sources, { mirror, context, url, generation });
        });
      }
      const isSame = before && changes.length === 0 && Object.keys(before.refs).length === Object.keys(refs).length;
      if (!isSame) await port.refs.saveSeenRefs(url, { generation: generation + 1, refs });
    },
  };
}

interface Surroundings {
  readonly mirror: GitMirror;
  readonly context: GitContext;
  readonly url: string;
  readonly generation: number;
}

function tokenOf({ kind, name, from, to }: RefChange, { url, generation }: Surroundings): string {
  const identity = JSON.stringify([url, generation, kind, name, from, to]);
  return `trigger:${createHash("sha256").update(identity).digest("hex")}`;
}

function tagEvent({ name }: RefChange): GitEvent {
  return { type: "tag", tag: name };
}

async function pushEvent({ name, from, to }: RefChange, mirror: GitMirror, context: GitContext): Promise<GitEvent> {
  const files = from === null ? null : await changedFiles(mirror, { from, to, since: "from" }, context);
  return { type: "push", branch: name, changedFiles: files };
}

function referenceOf({ kind, name }: RefChange): GitReference {
  return kind === "tag" ? { type: "tag", tagName: name } : { type: "branch", branchName: name };
}
