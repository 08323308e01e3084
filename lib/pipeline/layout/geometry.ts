/** Canvas pixels at zoom 1; y grows downwards. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const right = (rect: Rect): number => rect.x + rect.width;
export const bottom = (rect: Rect): number => rect.y + rect.height;

export function contains(rect: Rect, point: Point): boolean {
  return point.x >= rect.x && point.x <= right(rect) && point.y >= rect.y && point.y <= bottom(rect);
}

export const CORNER_RADIUS = 5;

/** An orthogonal line as an SVG path with rounded corners. Corners of short pieces are rounded less. */
export function roundedPath(points: readonly Point[], radius: number = CORNER_RADIUS): string {
  const [first, ...rest] = points;
  if (first === undefined) return "";
  const commands = [`M${format(first)}`];
  rest.forEach((corner, index) => {
    const before = points[index] ?? corner;
    const after = rest[index + 1];
    if (after === undefined) {
      commands.push(`L${format(corner)}`);
      return;
    }
    const reach = Math.min(radius, distance(before, corner) / 2, distance(corner, after) / 2);
    commands.push(
      `L${format(towards(corner, before, reach))}`,
      `Q${format(corner)} ${format(towards(corner, after, reach))}`,
    );
  });
  return commands.join("");
}

function towards(from: Point, to: Point, length: number): Point {
  return { x: from.x + Math.sign(to.x - from.x) * length, y: from.y + Math.sign(to.y - from.y) * length };
}

function distance(a: Point, b: Point): number {
  return Math.abs(a.x - b.x) + Math.abs(a.y - b.y);
}

function format({ x, y }: Point): string {
  return `${Math.round(x * 10) / 10} ${Math.round(y * 10) / 10}`;
}
