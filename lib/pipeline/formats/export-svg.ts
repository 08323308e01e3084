import { actionSummary, actionTypeName } from "../action-types/catalogue";
import type { ActionDeclaration, PipelineDeclaration } from "../declaration";
import { draftFromDeclaration, findAction, type Draft } from "../draft";
import { roundedPath, type Rect } from "../layout/geometry";
import { layoutPipeline } from "../layout/layout";
import type { GroupBox, PipelineLayout, Wire } from "../layout/pipeline-layout";
import type { ExportedText } from "./exported";

const MARGIN = 16;
const TITLE_HEIGHT = 34;
/** The mean width of a character, as a share of its size: enough to cut a text before it leaves its box. */
const CHARACTER_WIDTH = 0.56;

const STYLE = `
  text { font-family: Inter, system-ui, sans-serif; fill: #15202b; font-size: 12px }
  .title { font-size: 15px; font-weight: 600 }
  .stage { fill: #f6f8f9; stroke: #c2c9d0 }
  .action { fill: #ffffff; stroke: #c2c9d0 }
  .name { font-weight: 600 }
  .quiet { fill: #5a6875; font-size: 11px }
  .transition { stroke: #8a96a1; stroke-width: 2; fill: none }
  .order { stroke: #8a96a1; stroke-width: 1.25; fill: none }
  .artifact { stroke: #0b6475; stroke-width: 1.75; stroke-dasharray: 0.1 4.2; stroke-linecap: round; fill: none }
  .variable { stroke: #7a4fb5; stroke-width: 1; fill: none }`;

/** The canvas as a picture: the very layout of the editor, in a file that needs nothing else. */
export function exportSvg(declaration: PipelineDeclaration): ExportedText {
  let keys = 0;
  const draft = draftFromDeclaration(declaration, () => `k${(keys += 1)}`);
  const layout = layoutPipeline(draft, { density: "regular" });
  const width = layout.width + 2 * MARGIN;
  const height = layout.height + 2 * MARGIN + TITLE_HEIGHT;
  const title = escape(declaration.name);
  const lines = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escape(`Pipeline ${declaration.name}`)}">`,
    `<title>${title}</title>`,
    `<style>${STYLE}</style>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    `<text class="title" x="${MARGIN}" y="${MARGIN + 14}">${title}</text>`,
    `<g transform="translate(${MARGIN} ${MARGIN + TITLE_HEIGHT})">`,
    ...stageShapes(draft, layout),
    ...layout.wires.map(wireShape),
    ...layout.stages.flatMap(({ groups }) => groups.flatMap((group) => actionShapes(draft, group))),
    "</g>",
    "</svg>",
  ];
  return {
    text: `${lines.join("\n")}\n`,
    notes: ["A picture shows structure, not configuration. It cannot be imported."],
  };
}

function stageShapes(draft: Draft, layout: PipelineLayout): readonly string[] {
  return layout.stages.flatMap(({ rect, header }, index) => [
    box(rect, "stage", 10),
    line(draft.stages[index]?.name ?? "", header, { className: "name", x: 12, y: 21 }),
  ]);
}

function actionShapes(draft: Draft, { actions }: GroupBox): readonly string[] {
  return actions.flatMap(({ key, rect }) => {
    const action: ActionDeclaration | undefined = findAction(draft, key)?.action;
    if (!action) return [];
    return [
      box(rect, "action", 8),
      line(action.name, rect, { className: "name", x: 10, y: 20 }),
      line(actionTypeName(action.actionTypeId), rect, { className: "quiet", x: 10, y: 36 }),
      line(actionSummary(action), rect, { className: "quiet", x: 10, y: 54 }),
    ];
  });
}

function wireShape({ kind, name, branches }: Wire): string {
  const path = branches.map(({ points }) => roundedPath(points)).join("");
  return `<path class="${kind}" d="${path}">${name === "" ? "" : `<title>${escape(name)}</title>`}</path>`;
}

function box({ x, y, width, height }: Rect, className: string, radius: number): string {
  return `<rect class="${className}" x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}"/>`;
}

/** One line of text inside a box, cut where the box ends. */
function line(
  text: string,
  rect: Rect,
  { className, x, y }: { readonly className: string; readonly x: number; readonly y: number },
): string {
  const size = className === "quiet" ? 11 : 12;
  const room = Math.floor((rect.width - 2 * x) / (size * CHARACTER_WIDTH));
  const [first = ""] = text.split("\n");
  const shown = first.length > room ? `${first.slice(0, room - 1)}…` : first;
  return shown === "" ? "" : `<text class="${className}" x="${rect.x + x}" y="${rect.y + y}">${escape(shown)}</text>`;
}

/** Text for XML, which has no control characters. */
function escape(text: string): string {
  return text
    .replaceAll(/[^\P{C}\n\t]/gu, "�")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
