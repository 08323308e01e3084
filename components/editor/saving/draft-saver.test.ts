import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { DraftConflict, DraftToSave, SavedDraft } from "@/lib/contracts/draft";
import type { PipelineDeclaration } from "@/lib/pipeline/declaration";
import { mergePipelines } from "@/lib/pipeline/merge/merge-pipelines";
import { ApiError } from "@/lib/queries/get-json";
import { createDraftSaver, type DraftSaver } from "./draft-saver";
import { createLocalCopies, type CopyStorage } from "./local-copies";

const AT = "2026-09-15T12:04:00.000Z";
const live: PipelineDeclaration = { name: "shop", roleArn: "live", stages: [] };

/** The server's side of saving: one stored draft, and whatever goes wrong next. */
class DraftServer {
  revision = 1;
  declaration: PipelineDeclaration = live;
  savedBy = "noor";
  readonly puts: DraftToSave[] = [];
  readonly versions: { message: string; declaration: PipelineDeclaration }[] = [];
  failure: ApiError | null = null;
  /** Set to hold answers back. */
  gate: Promise<void> | null = null;

  async put(save: DraftToSave): Promise<SavedDraft> {
    this.puts.push(save);
    await this.gate;
    if (this.failure) throw this.failure;
    if (save.expectedRevision !== this.revision) throw this.conflict();
    this.revision += 1;
    this.declaration = save.declaration;
    return this.saved();
  }

  saved(): SavedDraft {
    const { declaration, revision, savedBy } = this;
    return { declaration, revision, baseLiveVersion: null, updatedAt: AT, updatedByName: savedBy };
  }

  conflict(): ApiError {
    const data: DraftConflict = { draft: this.saved(), live: null };
    return new ApiError({ code: "conflict", message: `${this.savedBy} saved this draft.`, data });
  }

  /** Somebody else saves. */
  overtake(declaration: PipelineDeclaration): void {
    this.declaration = declaration;
    this.savedBy = "mira";
    this.revision += 1;
  }
}

function memoryStorage(): CopyStorage {
  const items = new Map<string, string>();
  return {
    get length() {
      return items.size;
    },
    key: (index) => [...items.keys()][index] ?? null,
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  };
}

let server: DraftServer;
let screen: PipelineDeclaration;
let saver: DraftSaver;
const storage = memoryStorage();
const copies = createLocalCopies(() => storage, { connection: "local", pipelineName: "shop" });

function edit(change: Partial<PipelineDeclaration>): void {
  screen = { ...screen, ...change };
  saver.changed();
}

beforeEach(() => {
  vi.useFakeTimers();
  server = new DraftServer();
  screen = live;
  copies.drop("tab");
  saver = createDraftSaver({
    stored: { declaration: live, savedByName: "noor", revision: 1, baseLiveVersion: null },
    savedAt: null,
    current: () => screen,
    put: (save) => server.put(save),
    merge: (sides) => {
      const merged = mergePipelines(sides);
      return merged.ok ? merged.declaration : null;
    },
    adopt: (declaration) => {
      screen = { ...declaration };
      saver.changed();
    },
    keepAsVersion: async (message, declaration) => void server.versions.push({ message, declaration }),
    copies,
    copyId: "tab",
    now: () => Date.parse(AT),
  });
});
afterEach(() => {
  saver.stop();
  vi.useRealTimers();
});

describe("saving", () => {
  it("counts as saved again when an edit is taken back before it was stored", async () => {
    edit({ roleArn: "other" });
    screen = live;
    saver.changed();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(server.puts).toEqual([]);
    expect(saver.status.getState()).toEqual({ kind: "saved", at: null });
  });

  it("stores once after a burst of edits, and drops the copy in the browser", async () => {
    for (const roleArn of ["a", "ar", "arn"]) edit({ roleArn });
    await vi.advanceTimersByTimeAsync(200);
    expect(copies.find()[0]?.declaration.roleArn).toBe("arn");
    await vi.advanceTimersByTimeAsync(2_000);
    expect(server.puts.map(({ declaration }) => declaration.roleArn)).toEqual(["arn"]);
    expect(saver.status.getState()).toEqual({ kind: "saved", at: Date.parse(AT) });
    expect(copies.find()).toEqual([]);
  });

  it("sends one save at a time, however many edits and retries wait for it", async () => {
    let open = (): void => undefined;
    server.gate = new Promise((resolve) => (open = resolve));
    edit({ roleArn: "a" });
    await vi.advanceTimersByTimeAsync(1_000);
    edit({ roleArn: "b" });
    await vi.advanceTimersByTimeAsync(1_000);
    edit({ roleArn: "c" });
    const flushed = [saver.flush(), saver.flush()];
    expect(server.puts).toHaveLength(1);
    open();
    await Promise.all(flushed);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(server.puts.map(({ expectedRevision }) => expectedRevision)).toEqual([1, 2]);
    expect(server.declaration.roleArn).toBe("c");
  });

  it("says why it cannot, keeps a copy, and goes on trying", async () => {
    server.failure = new ApiError({ code: "offline", message: "Penstock cannot be reached." });
    edit({ roleArn: "a" });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(saver.status.getState()).toEqual({ kind: "waiting", reason: "offline", isKeptHere: true });
    expect(copies.find()[0]?.declaration.roleArn).toBe("a");
    server.failure = new ApiError({ code: "unauthenticated", message: "Your session has ended." });
    await vi.advanceTimersByTimeAsync(3_000);
    expect(saver.status.getState()).toMatchObject({ kind: "waiting", reason: "signed-out" });
    server.failure = null;
    await vi.advanceTimersByTimeAsync(5_000);
    expect(saver.status.getState().kind).toBe("saved");
    expect(server.declaration.roleArn).toBe("a");
  });

  it("stops at what the server refuses, with its reason", async () => {
    server.failure = new ApiError({ code: "forbidden", message: "Your role, viewer, may not edit." });
    edit({ roleArn: "a" });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(saver.status.getState()).toMatchObject({ kind: "refused", message: "Your role, viewer, may not edit." });
    expect(server.puts).toHaveLength(1);
  });
});

describe("two people", () => {
  it("are merged when they changed different parts", async () => {
    server.overtake({ ...live, executionMode: "QUEUED" });
    edit({ roleArn: "mine" });
    await vi.advanceTimersByTimeAsync(3_000);
    expect(server.declaration).toMatchObject({ roleArn: "mine", executionMode: "QUEUED" });
    expect(saver.status.getState().kind).toBe("saved");
  });

  it("are asked when they changed the same, and nothing is written meanwhile", async () => {
    server.overtake({ ...live, roleArn: "theirs" });
    edit({ roleArn: "mine" });
    await vi.advanceTimersByTimeAsync(30_000);
    expect(saver.status.getState()).toMatchObject({ kind: "conflict", theirs: { savedByName: "mira" } });
    expect(server.declaration.roleArn).toBe("theirs");
  });

  it("lose nothing when mine is kept: the server is told to keep theirs", async () => {
    server.overtake({ ...live, roleArn: "theirs" });
    edit({ roleArn: "mine" });
    await vi.advanceTimersByTimeAsync(1_000);
    await saver.resolve("mine");
    expect(server.puts.at(-1)).toMatchObject({ expectedRevision: 2, keepReplaced: true });
    expect(server.declaration.roleArn).toBe("mine");
    expect(saver.status.getState().kind).toBe("saved");
  });

  it("lose nothing when theirs is taken: mine becomes a version first", async () => {
    server.overtake({ ...live, roleArn: "theirs" });
    edit({ roleArn: "mine" });
    await vi.advanceTimersByTimeAsync(1_000);
    await saver.resolve("theirs");
    expect(server.versions.map(({ declaration }) => declaration.roleArn)).toEqual(["mine"]);
    expect(screen.roleArn).toBe("theirs");
    await vi.advanceTimersByTimeAsync(2_000);
    expect(saver.status.getState().kind).toBe("saved");
    expect(server.revision).toBe(2);
  });

  it("see each other's saves while nothing here is unsaved", () => {
    server.overtake({ ...live, roleArn: "theirs" });
    expect(saver.receive({ draft: server.saved(), live: null })).toBe(true);
    expect(screen.roleArn).toBe("theirs");
    expect(saver.receive({ draft: server.saved(), live: null })).toBe(false);
  });

  it("are not interrupted by an answer that was overtaken", async () => {
    const old = server.saved();
    edit({ roleArn: "mine" });
    await vi.advanceTimersByTimeAsync(2_000);
    expect(saver.receive({ draft: old, live: null })).toBe(false);
    expect(screen.roleArn).toBe("mine");
  });
});
