import type { CriticalAction } from "./waterfall";
import { positionOf } from "./waterfall-position";
import { ROW_HEIGHT } from "./waterfall-row-view";

/** Below a bar, where its underline lies. */
const UNDERLINE = 20;

/** Leads from the end of each action that counted to the one that followed on it. */
export function CriticalPathLines({ path }: { readonly path: readonly CriticalAction[] }) {
  return path.slice(1).map((action, index) => {
    const before = path[index];
    if (!before) return null;
    return (
      <i
        key={`${action.row}`}
        className="absolute border-b-2 border-l-2 border-accent"
        style={{
          left: `calc(${positionOf(before.toMs)} - 2px)`,
          width: `max(2px, calc(${Math.max(0, action.fromMs - before.toMs)} / var(--length) * 100%))`,
          top: before.row * ROW_HEIGHT + UNDERLINE,
          height: (action.row - before.row) * ROW_HEIGHT + 1,
        }}
      />
    );
  });
}
