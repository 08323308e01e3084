import type { Point, Rect } from "./geometry";
import type { Metrics } from "./metrics";

/** Where everything of a pipeline stands. All rectangles and points are on one canvas whose origin is its top left. */
export interface PipelineLayout {
  readonly metrics: Metrics;
  readonly width: number;
  readonly height: number;
  /** y of the main line, on which the first action of every group lies. */
  readonly mainLine: number;
  readonly stages: readonly StageBox[];
  /** One per transition, in the gap before the stage it leads into. */
  readonly gates: readonly { readonly stageKey: string; readonly center: Point }[];
  /** Where a stage can be added: between stages and after the last. */
  readonly stageAdders: readonly { readonly stageIndex: number; readonly center: Point }[];
  readonly wires: readonly Wire[];
}

export interface StageBox {
  readonly key: string;
  readonly rect: Rect;
  readonly header: Rect;
  /** Never empty: a stage without actions has one group without actions. */
  readonly groups: readonly GroupBox[];
}

export interface GroupBox {
  readonly runOrder: number;
  /** The column from the first row to the last. */
  readonly rect: Rect;
  readonly label: Rect;
  readonly actions: readonly ActionBox[];
  /** The button that adds a parallel action. As large as a node in a stage without actions. */
  readonly addAction: Rect;
}

export interface ActionBox {
  readonly key: string;
  readonly rect: Rect;
}

/**
 * `transition` leads into a stage, `order` into a group; `artifact` and `variable` lead from the action that makes
 * them to those that take them.
 */
export type WireKind = "transition" | "order" | "artifact" | "variable";

/**
 * One line with its branches, a trunk among them. The branches of an artifact or a variable never overlap, so dots
 * stay even; those of an order line share their bus.
 */
export interface Wire {
  /** Stable while the things it joins keep their keys and names. */
  readonly id: string;
  readonly kind: WireKind;
  /** The artifact's name or `namespace.key`; empty for order and transition. */
  readonly name: string;
  /** Key of the action it starts at; `null` for order and transition. */
  readonly from: string | null;
  readonly branches: readonly WireBranch[];
  /** Center of the name chip, in a row gap; `null` where no name is shown. */
  readonly chip: Point | null;
}

export interface WireBranch {
  /** Key of the action or, for a transition, of the stage it ends at; `null` for a piece that only joins. */
  readonly to: string | null;
  /** Orthogonal corners; `roundedPath` turns them into a path. */
  readonly points: readonly Point[];
}
