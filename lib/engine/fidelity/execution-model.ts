import type { FidelityTable } from "./fidelity-row";

const ADVANCE = "advance/advance.test.ts";
const CONDITIONS = "advance/condition.test.ts";

/** How executions behave: modes, transitions, stops, retries, rollbacks, conditions. */
export const EXECUTION_MODEL = {
  "runOrder groups and failing siblings": {
    grade: "exact",
    shownBy: {
      [ADVANCE]: [
        "starts the actions of a runOrder together, and the next only when all of them have succeeded",
        "lets siblings of a failed action finish, starts no later group, and only then fails",
      ],
    },
  },
  "SUPERSEDED mode": {
    grade: "exact",
    shownBy: {
      [ADVANCE]: ["keeps one execution per stage, and lets a newer one overtake only in front of a stage"],
    },
  },
  "QUEUED mode": { grade: "exact", shownBy: { [ADVANCE]: ["keeps everybody in order and supersedes nobody"] } },
  "PARALLEL mode": {
    grade: "exact",
    shownBy: {
      [ADVANCE]: ["runs executions beside each other", "runs at most five actions of one execution at a time"],
    },
  },
  "Actions in other Regions": {
    grade: "approximate",
    note: "Run on this machine like any other. What they make goes to the store of their Region; their inputs are taken from the store they are in, while the service copies them first.",
    shownBy: {
      "advance/artifact-location.test.ts": [
        "puts what an action makes into the store of its Region, and has it taken from there in any other",
      ],
    },
  },
  Transitions: {
    grade: "exact",
    shownBy: {
      [ADVANCE]: [
        "hold executions back, where newer ones replace older, and let the newest in",
        "leave a running stage alone",
        "do not resume who has waited for more than 30 days",
      ],
      "advance/change-transition.test.ts": ["asks both transitions on the way between two stages"],
    },
  },
  "Stop and wait, stop and abandon": {
    grade: "exact",
    shownBy: {
      [ADVANCE]: [
        "waits for what runs, starts nothing more, and frees the stage once stopped",
        "abandons what runs, also when stop-and-wait came before",
      ],
    },
  },
  "Retry, by hand and by itself": {
    grade: "exact",
    shownBy: {
      [ADVANCE]: [
        "repeats only the failed actions under the same execution id, with a new id for the attempt",
        "repeats the whole stage when asked to",
        "comes by itself once per failure where the stage says so",
      ],
    },
  },
  "Rollback, by hand and by itself": {
    grade: "exact",
    shownBy: {
      "advance/roll-back-stage.test.ts": [
        "runs one stage again on what the target brought in",
        "comes by itself to the newest success, and not for a rollback that fails",
      ],
    },
  },
  "Stage conditions": {
    grade: "exact",
    shownBy: {
      [CONDITIONS]: [
        "let a stage begin when their rules hold",
        "skip a stage",
        "hold a stage before its actions until they are overridden",
        "fail a stage whose actions succeeded, and pass it when overridden",
      ],
    },
  },
  Variables: {
    grade: "exact",
    shownBy: {
      [ADVANCE]: [
        "hands each action the newest artifacts and the variables known when it starts",
        "fails an action whose variable nothing has set, without starting it",
      ],
      "advance/variable-limits.test.ts": [
        "fails an action that puts out more than 122,880 bytes of variables",
        "fails an action whose resolved configuration takes more than 100 KB",
      ],
    },
  },
  "Updates while executions run": {
    grade: "exact",
    shownBy: {
      [ADVANCE]: [
        "cancels who waits at once, and who runs when its actions have ended",
        "lets PARALLEL executions run on with the version they started with",
      ],
      "operations/mode-changes.test.ts": [
        "from %s to %s cancels who waits at once, and who runs when its actions have ended",
        "to PARALLEL empties the state, and back again shows what was known before",
      ],
    },
  },
  "Source revisions and their overrides": {
    grade: "exact",
    shownBy: {
      "advance/start-execution.test.ts": [
        "hand an S3 source another key and a version of it together",
        "leave an S3 or CodeCommit source of a PARALLEL pipeline with what is newest, and the change seen",
      ],
    },
  },
  Quotas: {
    grade: "exact",
    note: "All of them can be changed in a settings file; the 300 polling pipelines count only when it says so.",
    shownBy: {
      "quotas.test.ts": [
        "bounds the pipelines of the account: %j",
        "bounds a definition: %j",
        "bounds executions, actions of a PARALLEL execution, and tags",
        "bounds how far back the lists go",
      ],
    },
  },
  "Crashes, full disks and lost databases": {
    grade: "exact",
    note: "What was answered is kept. A build that ran as the engine was killed has failed; one that finds no space fails and says so.",
    shownBy: {
      "../../scripts/engine-crash.database.test.ts": [
        "is after every kill where its last committed event put it, and keeps all it has acknowledged",
      ],
      "../../scripts/engine-database-loss.database.test.ts": [
        "goes on through every loss of its database, and has lost, doubled and invented nothing",
        "goes on when its database has had no space for a while",
      ],
      "../../scripts/engine-full-disk.database.test.ts": [
        "loses nothing it has told when its disk is full, says so where it failed, and goes on when there is space",
      ],
    },
  },
  "Laws that hold under any commands": {
    grade: "exact",
    note: "One execution per stage, nothing lost or run twice, what is over stays so, a replay gives the same state.",
    shownBy: { "advance/advance.model.test.ts": ["keeps a pipeline's laws under any sequence of commands"] },
  },
  "Polling of idle pipelines": {
    grade: "exact",
    shownBy: {
      "source-watch/polling-pause.test.ts": [
        "switches polling off after 30 days without an execution, and on again with the next",
        "counts from an update too, and never for a source that is not polled",
      ],
    },
  },
  "Triggers: pushes, tags, pull requests": {
    grade: "approximate",
    note:
      "Pushes and tags are found by looking at the registered repository. A Git repository has no pull requests: their " +
      "events are reported through the operation ReportPullRequest of the engine's own service.",
    shownBy: {
      "source-watch/trigger-watch.test.ts": [
        "to a branch that the trigger includes starts the pipeline on its commit, and no other does",
        "is held against the files it changes; a new branch has nothing to compare with",
        "that was made while nobody looked is noticed once",
        "tags start what asks for them, on the commit they stand for",
        "starts the pipeline on the commit of its source branch",
        "still shows what it changed once it is merged, and the merge is a push of its own",
      ],
      "runners/git-source/git-source-runner.test.ts": [
        "gives a connection's variables by the event that chose the commit",
      ],
    },
  },
  "A crash of the engine": {
    grade: "exact",
    note: "What ran has failed and says why; approvals go on waiting.",
    shownBy: {
      "create-engine.test.ts": [
        "fails what ran in the process that is gone, with a reason, and lets a retry run it again",
        "keeps an approval waiting with the same token, and its timeout",
      ],
      "../../scripts/engine-crash.database.test.ts": [
        "is after every kill where its last committed event put it, and keeps all it has acknowledged",
      ],
    },
  },
} as const satisfies FidelityTable;
