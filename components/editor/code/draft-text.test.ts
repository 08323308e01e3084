import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { applyEdits } from "@/lib/pipeline/code/code-edit";
import { declarationFromDraft, draftFromDeclaration, type Draft } from "@/lib/pipeline/draft";
import { addAction } from "@/lib/pipeline/edits/add-action";
import { moveStage } from "@/lib/pipeline/edits/move-stage";
import { renameAction } from "@/lib/pipeline/edits/rename-action";
import { updatePipeline } from "@/lib/pipeline/edits/update-pipeline";
import { buildAction, keySequence, pipeline, sourceAction, stage } from "@/lib/pipeline/testing/build-pipeline";
import type { CopyStorage } from "../saving/local-copies";
import { createEditorStore, type EditorStore } from "../store/create-editor-store";
import { createDirectWorker } from "../worker/create-editor-worker";
import { createDraftText, type DraftText } from "./draft-text";
import { createKeptTexts } from "./kept-texts";

const SECRET = "ghp_abcdefgh";
const github = sourceAction("Hub", {
  actionTypeId: { category: "Source", owner: "ThirdParty", provider: "GitHub", version: "1" },
  configuration: { Owner: "me", Repo: "shop", Branch: "main", OAuthToken: SECRET },
  outputArtifacts: [{ name: "HubOutput" }],
});
const declaration = pipeline([stage("Source", sourceAction(), github), stage("Build", buildAction("Compile"))]);

let store: EditorStore;
let code: DraftText;
/** What the text's editor would show. */
let screen: string;
let clock: number;
let storage: CopyStorage & { items: Map<string, string> };

function memoryStorage(): CopyStorage & { items: Map<string, string> } {
  const items = new Map<string, string>();
  return {
    items,
    get length() {
      return items.size;
    },
    key: (index) => [...items.keys()][index] ?? null,
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  };
}

/** A new editor of a draft in the same browser; its text may be on screen before what was kept is brought back. */
function open(draft: Draft, id: string, { isShownFirst = false } = {}): void {
  store = createEditorStore({ draft, live: null, region: "eu-west-1" });
  const kept = createKeptTexts({ storage: () => storage, address: { connection: "local", pipelineName: "shop" }, id });
  const known = new WeakMap<Draft, ReturnType<typeof declarationFromDraft>>();
  const opened = createDraftText({
    store,
    worker: createDirectWorker(),
    declarationOf: (of) => {
      const found = known.get(of) ?? declarationFromDraft(of);
      known.set(of, found);
      return found;
    },
    edit: (step, edit) => store.getState().apply(edit, step),
    nextKey: keySequence(`${id}-`),
    kept,
    now: () => clock,
  });
  code = opened;
  store.subscribe((state, before) => {
    if (state.draft !== before.draft) opened.draftChanged();
  });
  const found = kept.take();
  if (isShownFirst) show();
  if (found) code.restore(found);
  if (!isShownFirst) show();
}

function show(): void {
  screen = code.state.getState().text;
  code.open({
    apply: (edits, text) => {
      screen = applyEdits(screen, edits);
      expect(screen).toBe(text);
    },
    goTo: () => undefined,
    reveal: () => undefined,
  });
}

async function type(text: string): Promise<void> {
  screen = text;
  code.type(text);
  await code.settled();
}

/** Replaces words in what is on screen, as typing would. */
async function retype(from: string, to: string): Promise<void> {
  expect(screen).toContain(from);
  await type(screen.replace(from, to));
}

async function canvas(edit: (draft: Draft) => Draft): Promise<void> {
  store.getState().apply(edit, { label: "canvas" });
  await code.settled();
}

const now = () => declarationFromDraft(store.getState().draft);
const keyOf = (name: string): string | undefined =>
  store
    .getState()
    .draft.stages.flatMap(({ actions }) => actions)
    .find((action) => action.name === name)?.key;

beforeEach(async () => {
  storage = memoryStorage();
  clock = 0;
  open(draftFromDeclaration(declaration, keySequence()), "one");
  await code.settled();
});

describe("what is typed", () => {
  it("becomes an edit of the draft that keeps the keys of what is still there", async () => {
    const before = keyOf("Compile");
    store.getState().select([before ?? ""]);
    await retype("name: Compile", "name: Make # renamed");
    expect(keyOf("Make")).toBe(before);
    expect(store.getState().selected).toEqual([before]);
    expect(screen).toContain("name: Make # renamed");
  });

  it("is one step until the fingers rest, and none when only a comment changes", async () => {
    await retype("name: Compile", "name: C");
    await retype("name: C\n", "name: Co\n");
    expect(store.getState().past).toHaveLength(1);
    clock += 5_000;
    await retype("name: Co\n", "name: Con\n");
    expect(store.getState().past).toHaveLength(2);
    await type(`# about it\n${screen}`);
    expect(store.getState().past).toHaveLength(2);
    store.getState().undo();
    store.getState().undo();
    await code.settled();
    expect(now()).toEqual(declaration);
    expect(screen).toMatch(/^# about it\n/);
  });

  it("leaves the last good draft while it cannot be read, and says where it breaks", async () => {
    await type(`${screen}  - broken: [`);
    expect(code.state.getState().status).toMatchObject({ kind: "unreadable" });
    expect(code.isUnread()).toBe(true);
    expect(now()).toEqual(declaration);
    await type(screen.replace("  - broken: [", ""));
    expect(code.state.getState().status.kind).toBe("settled");
  });

  it("cannot rename the pipeline", async () => {
    await retype("name: shop", "name: other");
    expect(code.state.getState().status).toMatchObject({
      kind: "unreadable",
      issues: [{ message: expect.stringContaining("The name has to stay shop") }],
    });
  });

  it("is followed back and forth by the history when it is undone in the text", async () => {
    const first = screen;
    await retype("name: Compile", "name: Make");
    const second = screen;
    await type(first);
    expect(store.getState().past).toHaveLength(0);
    expect(store.getState().future).toHaveLength(1);
    await type(second);
    expect(store.getState().past).toHaveLength(1);
    expect(now().stages[1]?.actions[0]?.name).toBe("Make");
  });
});

describe("an edit on the canvas", () => {
  it("changes only its own lines of the text", async () => {
    await type(screen.replace("stages:", "# all of them\nstages:"));
    const before = screen;
    await canvas((draft) => renameAction(draft, { actionKey: keyOf("Compile") ?? "", name: "Make" }));
    expect(screen).toBe(before.replace("name: Compile", "name: Make"));
  });

  it("is undone in the text too, with the comments it took away", async () => {
    await type(screen.replace("  - name: Build", "  # the long one\n  - name: Build"));
    const before = screen;
    await canvas((draft) => ({ ...draft, stages: draft.stages.slice(0, 1) }));
    expect(screen).not.toContain("the long one");
    store.getState().undo();
    await code.settled();
    expect(screen).toBe(before);
  });

  it("joins what was typed when the text can be read again", async () => {
    await type(`${screen.replace("roleArn: ", "roleArn: my-")}oops`);
    expect(code.isUnread()).toBe(true);
    await canvas((draft) => updatePipeline(draft, { executionMode: "QUEUED" }));
    await type(screen.replace(/oops$/, ""));
    expect(now()).toMatchObject({ executionMode: "QUEUED", roleArn: expect.stringMatching(/^my-/) });
    expect(screen).toContain("executionMode: QUEUED");
  });

  it("of the same part is asked about, and neither side is dropped", async () => {
    await type(`${screen.replace("roleArn: ", "roleArn: my-")}oops`);
    await canvas((draft) => updatePipeline(draft, { roleArn: "canvas" }));
    await type(screen.replace(/oops$/, ""));
    expect(code.state.getState().status).toEqual({ kind: "clash", message: "Both sides changed roleArn." });
    expect(now().roleArn).toBe("canvas");
    code.takeText();
    await code.settled();
    expect(now().roleArn).toMatch(/^my-/);
    store.getState().undo();
    expect(now().roleArn).toBe("canvas");
  });

  it("wins when the text is put back", async () => {
    await type(`${screen.replace("roleArn: ", "roleArn: my-")}oops`);
    await canvas((draft) => updatePipeline(draft, { roleArn: "canvas" }));
    code.putBack();
    await code.settled();
    expect(code.isUnread()).toBe(false);
    expect(screen).toContain("roleArn: canvas\n");
  });
});

describe("a secret", () => {
  it("is never in the text, and survives every edit of it", async () => {
    expect(screen).not.toContain(SECRET);
    expect(screen).toContain('OAuthToken: "****"');
    await retype("name: Hub", "name: GitHub");
    expect(now().stages[0]?.actions[1]).toMatchObject({ name: "GitHub", configuration: { OAuthToken: SECRET } });
    expect([...storage.items.values()].join()).not.toContain(SECRET);
  });

  it("that is typed is taken in, and masked once the place is left", async () => {
    await retype('OAuthToken: "****"', "OAuthToken: ghp_new");
    expect(now().stages[0]?.actions[1]?.configuration?.["OAuthToken"]).toBe("ghp_new");
    code.hideSecrets();
    await code.settled();
    expect(screen).not.toContain("ghp_new");
    code.stop();
    expect([...storage.items.values()].join()).not.toContain("ghp_new");
  });
});

describe("after a reload", () => {
  it("comments are there again", async () => {
    await type(`# mine\n${screen}`);
    code.stop();
    open(draftFromDeclaration(now(), keySequence()), "two");
    await code.settled();
    expect(screen).toMatch(/^# mine\n/);
    expect(code.state.getState().status.kind).toBe("settled");
  });

  it("what could not be read is there again, and joins a draft that went on meanwhile", async () => {
    await type(`${screen.replace("roleArn: ", "roleArn: my-")}oops`);
    code.stop();
    open(draftFromDeclaration({ ...now(), executionMode: "QUEUED" }, keySequence()), "two");
    await code.settled();
    expect(code.state.getState().status.kind).toBe("unreadable");
    await type(screen.replace(/oops$/, ""));
    expect(now()).toMatchObject({ executionMode: "QUEUED", roleArn: expect.stringMatching(/^my-/) });
  });

  it.each([
    ["was read", ""],
    ["could not be read", "oops"],
  ])("what %s is shown where the text was on screen before", async (_what, ending) => {
    await type(`# mine\n${screen}${ending}`);
    code.stop();
    open(draftFromDeclaration({ ...now(), executionMode: "QUEUED" }, keySequence()), "two", { isShownFirst: true });
    await code.settled();
    expect(screen).toMatch(/^# mine\n/);
    expect(screen).toBe(code.state.getState().text);
    if (ending !== "") await type(screen.replace(/oops$/, ""));
    expect(screen).toContain("executionMode: QUEUED");
  });

  it("what could not be read can be put back", async () => {
    await type(`${screen}oops`);
    code.stop();
    open(draftFromDeclaration(now(), keySequence()), "two");
    await code.settled();
    code.putBack();
    await code.settled();
    expect(code.state.getState().status.kind).toBe("settled");
    expect(screen).toMatch(/^name: shop\n/);
  });
});

it("shows the other spelling, and the comments of the first again afterwards", async () => {
  await type(`# mine\n${screen}`);
  code.setLanguage("json");
  await code.settled();
  expect(JSON.parse(screen)).toMatchObject({ name: "shop" });
  await canvas((draft) => updatePipeline(draft, { roleArn: "new" }));
  code.setLanguage("yaml");
  await code.settled();
  expect(screen).toMatch(/^# mine\n/);
  expect(screen).toContain("roleArn: new\n");
});

type Move = "type role" | "type mode" | "break" | "canvas add" | "canvas move" | "undo" | "mend";
const moves = fc.array(
  fc.constantFrom<Move>("type role", "type mode", "break", "canvas add", "canvas move", "undo", "mend"),
  { maxLength: 14 },
);

it("text and draft say the same after any mix of typing, breaking, drawing and undoing", async () => {
  await fc.assert(
    fc.asyncProperty(moves, async (sequence) => {
      storage = memoryStorage();
      open(draftFromDeclaration(declaration, keySequence()), "mix");
      await code.settled();
      let count = 0;
      const nextKey = keySequence("canvas-");
      for (const move of [...sequence, "mend" as const]) {
        count += 1;
        clock += 5_000;
        if (move === "type role") await type(screen.replace(/roleArn: .*/, `roleArn: "role-${count}" # c${count}`));
        if (move === "type mode") await type(screen.replace(/pipelineType: .*/, `pipelineType: V${(count % 2) + 1}`));
        if (move === "break") await type(`${screen}%oops\n`);
        if (move === "mend") await type(screen.replaceAll("%oops\n", ""));
        if (move === "undo") store.getState().undo();
        if (move === "canvas move")
          await canvas((draft) => moveStage(draft, { stageKey: draft.stages[1]?.key ?? "", stageIndex: 3 }));
        if (move === "canvas add") {
          const placement = { kind: "newStage", stageIndex: store.getState().draft.stages.length } as const;
          const actionTypeId = { category: "Build", owner: "AWS", provider: "CodeBuild", version: "1" } as const;
          await canvas((draft) => addAction(draft, { actionTypeId, placement, key: nextKey(), nextKey }));
        }
        await code.settled();
      }
      if (code.state.getState().status.kind === "clash") code.takeText();
      await code.settled();
      expect(code.state.getState().status.kind).toBe("settled");
      const read = await createDirectWorker().ask("read", { text: screen, language: "yaml" });
      expect(read.ok && read.declaration.stages.map(({ name }) => name)).toEqual(now().stages.map(({ name }) => name));
      expect(read.ok && read.declaration.roleArn).toBe(now().roleArn);
    }),
    { numRuns: 40 },
  );
});
