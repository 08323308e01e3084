import { right } from "./geometry";
import type { Net } from "./nets";
import type { StageBox } from "./pipeline-layout";

/** Where the vertical pieces of nets stand: every one has its own x in its gap. */
export interface Tracks {
  /** x of the piece behind the net's source. */
  trunk(net: Net): number;
  /** x of the piece that rises before this column. */
  riser(net: Net, column: number): number;
}

/** The gap between one column and the next, without the margins that ports and order buses need. */
interface Gap {
  readonly from: number;
  readonly to: number;
}

/** Inside a stage the bus stands close to the left; between stages there is one at either end. */
const MARGINS_INSIDE = { left: 9, right: 6 };
const MARGIN_BETWEEN = 11;

/** Trunks that go far first, then those of neighbours, then risers: so no line runs into another's horizontal piece. */
const RANK = { far: 0, near: 1, riser: 2 } as const;

/** Spreads the vertical pieces of each gap evenly, artifacts before variables. */
export function assignTracks(nets: readonly Net[], stages: readonly StageBox[]): Tracks {
  const claims = new Map<number, { readonly id: string; readonly rank: number }[]>();
  const claim = (gap: number, id: string, rank: number): void => {
    const pieces = claims.get(gap) ?? [];
    pieces.push({ id, rank });
    claims.set(gap, pieces);
  };
  for (const net of nets) {
    const next = net.from.column + 1;
    const columns = new Set(net.to.map(({ column }) => column));
    claim(net.from.column, net.id, columns.has(next) ? RANK.near : RANK.far);
    for (const column of columns) if (column > next) claim(column - 1, net.id, RANK.riser);
  }
  const gaps = gapsOf(stages);
  const positions = new Map<string, number>();
  for (const [gap, pieces] of claims) {
    const { from, to } = gaps[gap] ?? { from: 0, to: 0 };
    const sorted = pieces.toSorted((a, b) => a.rank - b.rank);
    sorted.forEach(({ id }, index) => {
      const share = sorted.length === 1 ? 0.5 : index / (sorted.length - 1);
      positions.set(`${gap}/${id}`, from + share * (to - from));
    });
  }
  const position = (gap: number, net: Net): number => positions.get(`${gap}/${net.id}`) ?? 0;
  return {
    trunk: (net) => position(net.from.column, net),
    riser: (net, column) => position(column - 1, net),
  };
}

function gapsOf(stages: readonly StageBox[]): readonly Gap[] {
  const columns = stages.flatMap(({ groups }, stage) => groups.map(({ rect }) => ({ rect, stage })));
  return columns.slice(1).map(({ rect, stage }, index) => {
    const before = columns[index];
    const left = before ? right(before.rect) : 0;
    return before?.stage === stage
      ? { from: left + MARGINS_INSIDE.left, to: rect.x - MARGINS_INSIDE.right }
      : { from: left + MARGIN_BETWEEN, to: rect.x - MARGIN_BETWEEN };
  });
}
