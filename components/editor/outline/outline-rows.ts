import type { Draft, DraftAction, DraftStage } from "@/lib/pipeline/draft";
import { actionGroups } from "@/lib/pipeline/graph";

interface Row {
  readonly id: string;
  /** Its place among its siblings, from 1 on, and how many there are: a flat list cannot tell a screen reader. */
  readonly position: number;
  readonly setSize: number;
}

/** A visible line of the outline, top to bottom. */
export type OutlineRow =
  | (Row & {
      readonly kind: "stage";
      readonly level: 1;
      readonly stage: DraftStage;
      readonly isOpen: boolean;
    })
  | (Row & {
      readonly kind: "group";
      readonly level: 2;
      readonly stage: DraftStage;
      readonly runOrder: number;
      readonly isParallel: boolean;
    })
  | (Row & {
      readonly kind: "action";
      readonly level: 3;
      readonly stage: DraftStage;
      readonly action: DraftAction;
    });

/** The pipeline as the lines of a tree: stages, their groups in the order they run, their actions. */
export function outlineRows(draft: Draft, closed: ReadonlySet<string>): readonly OutlineRow[] {
  return draft.stages.flatMap((stage, index): OutlineRow[] => {
    const isOpen = !closed.has(stage.key);
    const header: OutlineRow = {
      kind: "stage",
      id: stage.key,
      level: 1,
      stage,
      isOpen,
      position: index + 1,
      setSize: draft.stages.length,
    };
    return isOpen ? [header, ...groupRows(stage)] : [header];
  });
}

function groupRows(stage: DraftStage): readonly OutlineRow[] {
  const groups = actionGroups(stage.actions);
  return groups.flatMap(({ runOrder, actions }, index): OutlineRow[] => [
    {
      kind: "group",
      id: `${stage.key}/${runOrder}`,
      level: 2,
      stage,
      runOrder,
      isParallel: actions.length > 1,
      position: index + 1,
      setSize: groups.length,
    },
    ...actions.map((action, at): OutlineRow => ({
      kind: "action",
      id: action.key,
      level: 3,
      stage,
      action,
      position: at + 1,
      setSize: actions.length,
    })),
  ]);
}

/** What a row is called, for those who type the beginning of it. */
export function rowName(row: OutlineRow): string {
  switch (row.kind) {
    case "stage":
      return row.stage.name;
    case "group":
      return `runOrder ${row.runOrder}`;
    case "action":
      return row.action.name;
  }
}

/**
 * The next row whose name begins with what is typed, from `at` on and around. One letter typed again and again walks
 * from row to row; more letters stay while they still fit.
 */
export function findTyped(rows: readonly OutlineRow[], at: number, typed: string): OutlineRow | undefined {
  const letters = typed.toLowerCase();
  const isRepeated = /^(.)\1*$/u.test(letters);
  const wanted = isRepeated ? letters.slice(0, 1) : letters;
  const start = isRepeated ? at + 1 : at;
  const around = [...rows.slice(start), ...rows.slice(0, start)];
  return around.find((row) => rowName(row).toLowerCase().startsWith(wanted));
}

/** The row that holds this one. */
export function parentOf(rows: readonly OutlineRow[], at: number): OutlineRow | undefined {
  const level = rows[at]?.level ?? 1;
  return rows.slice(0, at).findLast((row) => row.level < level);
}
