import { beforeEach, describe, expect, it } from "vitest";
import type { JobRecord } from "../jobs/job-record";
import { describeRetention } from "./retention-store-contract";
import { SequenceConflictError, type EngineStore } from "./store";
import {
  action,
  actionType,
  announced,
  announcement,
  AT,
  commit,
  declaration,
  event,
  execution,
  executionState,
  job,
  state,
  UUID,
} from "./store-samples";
import { describeEventTargetStore } from "./event-target-store-contract";
import { describeStackStore } from "./stack-store-contract";
import { describeWebhookStore } from "./webhook-store-contract";

/** What every engine store keeps to. Run it against each implementation; `openStore` gives an empty one. */
export function describeEngineStore(openStore: () => Promise<EngineStore>): void {
  describeWebhookStore(openStore);
  describeStackStore(openStore);
  describeEventTargetStore(openStore);
  describeRetention(openStore);
  describe("an engine store", () => {
    let store: EngineStore;
    beforeEach(async () => {
      store = await openStore();
    });

    const create = (name = "shop") => store.createPipeline({ ...commit(name, 1), declaration: declaration(name) }, []);

    it("gives back a new pipeline with its declaration, members in their order, and tags", async () => {
      const tags = [{ key: "team", value: "web" }];
      const created = { ...declaration("shop"), futureMember: { zebra: 1, apple: 2 } };
      expect(await store.createPipeline({ ...commit("shop", 1), declaration: created }, tags)).toBe(true);
      const found = await store.findPipeline("shop");
      expect(found).toEqual({
        name: "shop",
        version: 1,
        declaration: created,
        createdAt: AT + 1,
        updatedAt: AT + 1,
        tags,
      });
      expect(JSON.stringify(found?.declaration)).toBe(JSON.stringify(created));
      expect(await store.loadStates()).toEqual([{ ...state("shop", 1), declarations: { 1: created } }]);
    });

    it("creates a name once and leaves the first as it was", async () => {
      await create();
      const second = { ...commit("shop", 1, { seed: UUID(99) }), declaration: declaration("shop", "other") };
      expect(await store.createPipeline(second, [])).toBe(false);
      expect((await store.findPipeline("shop"))?.declaration).toEqual(declaration("shop"));
      expect(await store.countPipelines()).toBe(1);
    });

    it("refuses an event that does not follow the saved one, and saves nothing of it", async () => {
      await create();
      const early = commit("shop", 3, { executions: [execution(1)], announcements: [announcement(1)] });
      await expect(store.commit(early)).rejects.toThrow(SequenceConflictError);
      await expect(store.commit(commit("gone", 1))).rejects.toThrow(SequenceConflictError);
      expect(await store.listExecutions("shop", { limit: 10 })).toEqual([]);
      expect(await announced(store)).toEqual([]);
    });

    it("saves several events at once, where the first of them follows the saved one", async () => {
      await create();
      const events = [event(2), event(3), event(4)] as const;
      await store.commit(commit("shop", 4, { events: [...events] }));
      await store.commit(commit("shop", 4, { events: [...events] }));
      await expect(store.commit(commit("shop", 6, { events: [event(4), event(5), event(6)] }))).rejects.toThrow(
        SequenceConflictError,
      );
      await store.commit(commit("shop", 5));
      expect((await store.loadStates())[0]?.sequence).toBe(5);
    });

    it("lets only one of two writers at the same sequence through", async () => {
      await create();
      const results = await Promise.allSettled([
        store.commit(commit("shop", 2, { seed: UUID(1) })),
        store.commit(commit("shop", 2, { seed: UUID(2) })),
      ]);
      expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    });

    it("keeps the refs of a repository until they are replaced, or forgotten with all but some", async () => {
      const seen = { generation: 1, refs: { "refs/heads/main": "a".repeat(40), "refs/tags/v1": "b".repeat(40) } };
      await store.saveSeenRefs("/srv/a", seen);
      await store.saveSeenRefs("/srv/b", { ...seen, generation: 7 });
      await store.saveSeenRefs("/srv/a", { generation: 2, refs: {} });
      expect(await store.findSeenRefs("/srv/a")).toEqual({ generation: 2, refs: {} });
      await store.keepSeenRefs(["/srv/b", "/srv/c"]);
      expect(await store.findSeenRefs("/srv/a")).toBeNull();
      expect(await store.findSeenRefs("/srv/b")).toEqual({ ...seen, generation: 7 });
    });

    it("takes an event again whose answer was lost, and saves it once", async () => {
      const first = { ...commit("shop", 1), declaration: declaration("shop") };
      expect(await store.createPipeline(first, [])).toBe(true);
      expect(await store.createPipeline(first, [])).toBe(true);
      const next = commit("shop", 2, { executions: [execution(1)], announcements: [announcement(1)] });
      await store.commit(next);
      await store.commit(next);
      expect(await store.listExecutions("shop", { limit: 10 })).toEqual([execution(1)]);
      expect(await announced(store)).toEqual([announcement(1)]);
    });

    it("keeps every version and loads those that running executions are pinned to", async () => {
      await create();
      const running = { ...state("shop", 2, 2), executions: { [UUID(1)]: executionState(1) } };
      const executions = [execution(1)];
      await store.commit({
        ...commit("shop", 2, { executions }),
        state: running,
        declaration: declaration("shop", "changed"),
      });
      expect(await store.findDeclaration("shop", 1)).toEqual(declaration("shop"));
      expect(await store.findDeclaration("shop", 2)).toEqual(declaration("shop", "changed"));
      expect(await store.findDeclaration("shop", 3)).toBeNull();
      expect(await store.findPipeline("shop")).toMatchObject({ version: 2, createdAt: AT + 1, updatedAt: AT + 2 });
      const [loaded] = await store.loadStates();
      expect(Object.keys(loaded?.declarations ?? {})).toEqual(["1", "2"]);
    });

    it("leaves the time of the last update alone when an event brings no declaration", async () => {
      await create();
      await store.commit(commit("shop", 2));
      expect((await store.findPipeline("shop"))?.updatedAt).toBe(AT + 1);
    });

    it("replaces a record of the same id and pages the others newest first", async () => {
      await create();
      await store.commit(commit("shop", 2, { executions: [execution(1), execution(2), execution(3)] }));
      await store.commit(commit("shop", 3, { executions: [{ ...execution(2), status: "Failed" }] }));
      const page = await store.listExecutions("shop", { limit: 2 });
      expect(page.map(({ ordinal, status }) => [ordinal, status])).toEqual([
        [3, "InProgress"],
        [2, "Failed"],
      ]);
      expect(await store.listExecutions("shop", { limit: 2, beforeOrdinal: 2 })).toEqual([execution(1)]);
      expect(await store.findExecution("shop", UUID(1))).toEqual(execution(1));
      expect(await store.findExecution("other", UUID(1))).toBeNull();
    });

    it("finds an execution by the token it was started with", async () => {
      await create();
      const started = { ...execution(1), clientRequestToken: "once" };
      await store.commit(commit("shop", 2, { executions: [started, execution(2)] }));
      expect(await store.findExecutionByToken("shop", "once")).toEqual(started);
      expect(await store.findExecutionByToken("shop", "never")).toBeNull();
    });

    it("lists the executions that succeeded in a stage of a version", async () => {
      await create();
      const executions = [
        { ...execution(1), succeededStages: ["Source", "Build"] },
        { ...execution(2), succeededStages: ["Source"] },
        { ...execution(3), succeededStages: ["Source", "Build"], pipelineVersion: 2 },
      ];
      await store.commit(commit("shop", 2, { executions }));
      const filter = { succeededInStage: "Build", pipelineVersion: 1 };
      expect(await store.listExecutions("shop", { limit: 10 }, filter)).toEqual([executions[0]]);
    });

    it("lists attempts of actions, of all executions or of one", async () => {
      await create();
      const actionExecutions = [action(11, 1), action(12, 1), action(13, 2)];
      await store.commit(commit("shop", 2, { actionExecutions }));
      const ordinals = async (filter?: { pipelineExecutionId: string }) =>
        (await store.listActionExecutions("shop", { limit: 10 }, filter)).map(({ ordinal }) => ordinal);
      expect(await ordinals()).toEqual([13, 12, 11]);
      expect(await ordinals({ pipelineExecutionId: UUID(1) })).toEqual([12, 11]);
      expect(await store.findActionExecution(UUID(12))).toEqual(action(12, 1));
      expect(await store.findActionExecution("no uuid at all")).toBeNull();
      expect(await store.listRuleExecutions("shop", { limit: 10 })).toEqual([]);
    });

    it("forgets a deleted pipeline but not what it still has to announce", async () => {
      await create();
      await store.commit(commit("shop", 2, { executions: [execution(1)], announcements: [announcement(1)] }));
      await store.deletePipeline("shop");
      await store.deletePipeline("shop");
      expect(await store.findPipeline("shop")).toBeNull();
      expect(await store.findExecution("shop", UUID(1))).toBeNull();
      expect(await store.loadStates()).toEqual([]);
      expect(await announced(store)).toEqual([announcement(1)]);
      expect(await create()).toBe(true);
      expect(await store.listExecutions("shop", { limit: 10 })).toEqual([]);
    });

    it("pages pipelines by name", async () => {
      for (const name of ["b", "A", "a", "B"]) await create(name);
      const names = async (page: { afterName?: string; limit: number }) =>
        (await store.listPipelines(page)).map((pipeline) => pipeline.name);
      expect(await names({ limit: 10 })).toEqual(["A", "B", "a", "b"]);
      expect(await names({ limit: 2, afterName: "A" })).toEqual(["B", "a"]);
    });

    it("replaces tags and local resources by name", async () => {
      await create();
      await store.putTags("shop", [{ key: "a", value: "1" }]);
      expect((await store.findPipeline("shop"))?.tags).toEqual([{ key: "a", value: "1" }]);

      const repository = { type: "repository", name: "web", url: "/srv/git/web" } as const;
      const project = { type: "build-project", name: "web", buildspec: "ci.yml" } as const;
      await store.putLocalResource({ ...repository, url: "/old" });
      await store.putLocalResource(repository);
      await store.putLocalResource(project);
      expect(await store.listLocalResources()).toEqual([project, repository]);
      expect(await store.findLocalResource("repository", "web")).toEqual(repository);
      await store.deleteLocalResource("repository", "web");
      expect(await store.findLocalResource("repository", "web")).toBeNull();
    });

    it("replaces action types by id and keeps deleted ones", async () => {
      const second = actionType("2");
      await store.putActionType(second);
      await store.putActionType(actionType("1"));
      await store.putActionType({ ...second, isDeleted: true, tags: [{ key: "a", value: "1" }] });
      expect(await store.listActionTypes()).toEqual([
        actionType("1"),
        { ...second, isDeleted: true, tags: [{ key: "a", value: "1" }] },
      ]);
    });

    it("gives an attempt one first job, and each job one follower", async () => {
      await create();
      const first = job(1);
      expect(await store.createJob(first)).toBe(true);
      expect(await store.createJob({ ...job(2), action: first.action })).toBe(false);
      const next: JobRecord = { ...job(3, 2), action: first.action, continuationToken: "go on" };
      const ended: JobRecord = { ...first, status: "Succeeded" };
      const stale: JobRecord = { ...first, nonce: "other" };
      expect(await store.changeJob({ from: stale, to: ended, next })).toBe(false);
      expect(await store.findJobOf(first.action.actionExecutionId)).toEqual(first);
      expect(await store.changeJob({ from: first, to: ended, next })).toBe(true);
      expect(await store.changeJob({ from: first, to: { ...first, status: "Failed" } })).toBe(false);
      expect(await store.findJob(first.jobId)).toEqual(ended);
      expect(await store.findJobOf(first.action.actionExecutionId)).toEqual(next);
      expect(await store.findJob(UUID(99))).toBeNull();
    });

    it("lets only one of two workers change a job", async () => {
      await create();
      const from = job(1);
      await store.createJob(from);
      const changes = [1, 2].map((nonce) =>
        store.changeJob({ from, to: { ...from, status: "InProgress", nonce: String(nonce) } }),
      );
      expect((await Promise.all(changes)).filter(Boolean)).toHaveLength(1);
    });

    it("lists the jobs that wait for a worker of their type, until their pipeline is gone", async () => {
      await create();
      const jobs = [job(1), { ...job(2), status: "Dispatched" as const }, { ...job(3), status: "InProgress" as const }];
      for (const each of jobs) await store.createJob(each);
      const { actionTypeId } = job(1).action;
      expect(await store.listWaitingJobs(actionTypeId)).toEqual(jobs.slice(0, 2));
      expect(await store.listWaitingJobs({ ...actionTypeId, version: "2" })).toEqual([]);
      await store.deletePipeline("shop");
      expect(await store.listWaitingJobs(actionTypeId)).toEqual([]);
      expect(await store.findJob(UUID(1))).toBeNull();
    });

    it("keeps text that databases find awkward", async () => {
      const awkward = { ...declaration("shop"), note: "nul \u0000, half \ud800, 🚰 and 'quotes' \\ \"here\"" };
      await store.createPipeline({ ...commit("shop", 1), declaration: awkward }, []);
      expect((await store.findPipeline("shop"))?.declaration).toEqual(awkward);
    });
  });
}
