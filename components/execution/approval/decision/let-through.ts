import type { Approval } from "@/lib/contracts/approval";

type OtherExecution = Approval["behind"][number];

/** What a rejection would do for the executions that wait in front of the stage. */
export type LetThrough =
  /** Nothing waits there, or nothing is held up. */
  | { readonly kind: "none" }
  /** Another approval of the stage, which the viewer may not answer, keeps the stage taken. */
  | { readonly kind: "held"; readonly by: readonly string[] }
  | {
      readonly kind: "offered";
      /** What enters the stage then. */
      readonly next: OtherExecution;
      /** What queues behind that one, in order; the last is the newest. */
      readonly later: readonly OtherExecution[];
      /** Other approvals of this execution in the stage: they must be rejected too, or the stage stays taken. */
      readonly alsoReject: readonly {
        readonly actionName: string;
        readonly token: string;
        readonly onBehalfOf: string | null;
      }[];
      /** Actions that must end first. */
      readonly stillRunning: readonly string[];
    };

/**
 * What "reject and let the newest through" means for a request. It only ever rejects approvals of the execution that is
 * shown, each by the token that was read with it: SUPERSEDED has one execution behind, the newest; in QUEUED mode the
 * next in the queue comes to the gate and asks for itself, as do those behind it; in PARALLEL mode nothing is held up.
 */
export function letThrough({ behind, alsoRunning }: Pick<Approval, "behind" | "alsoRunning">): LetThrough {
  const [next, ...later] = behind;
  if (!next) return { kind: "none" };
  const held = alsoRunning.filter(({ approval }) => approval !== null && approval.token === null);
  if (held.length > 0) return { kind: "held", by: held.map(({ actionName }) => actionName) };
  return {
    kind: "offered",
    next,
    later,
    alsoReject: alsoRunning.flatMap(({ actionName, approval }) =>
      approval?.token ? [{ actionName, token: approval.token, onBehalfOf: approval.onBehalfOf }] : [],
    ),
    stillRunning: alsoRunning.filter(({ approval }) => approval === null).map(({ actionName }) => actionName),
  };
}

/** "Reject and let the newest through", or what is true instead where others wait in between. */
export function letThroughLabel({ later }: { readonly later: readonly unknown[] }): string {
  return later.length === 0 ? "Reject and let the newest through" : "Reject and let the next through";
}
