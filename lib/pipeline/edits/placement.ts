/** Where an action goes: beside others to run in parallel, at a moment of its own, or in a stage of its own. */
export type Placement =
  | {
      readonly kind: "group";
      readonly stageKey: string;
      readonly runOrder: number;
      /** Position among the group's actions; at the end when left out. */
      readonly index?: number;
    }
  | {
      readonly kind: "newGroup";
      readonly stageKey: string;
      /** The new group stands before the group at this position; the number of groups means after the last. */
      readonly groupIndex: number;
    }
  | {
      readonly kind: "newStage";
      /** The new stage stands before the stage at this position. */
      readonly stageIndex: number;
    };
