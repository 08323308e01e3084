import { withSignedInPage } from "@/scripts/testing/signed-in-page";
import { startStack, withFolder } from "@/scripts/testing/stack";
import { withBarePage } from "./bare-flow/serve-page";
import { framesOfDrag, framesOfZoom, type FrameTimes } from "./browser/frames";
import { createLargePipeline } from "./browser/large-pipeline";
import type { Report } from "./report";
import type { Page } from "playwright";

const GESTURES = ["pan", "zoom", "drag"] as const;
type Gesture = (typeof GESTURES)[number];

/**
 * Frame times while the largest pipeline is panned and zoomed and one of its actions is dragged, the same on a bare
 * React Flow page with as many plain nodes, and how the two compare.
 */
export async function benchCanvas(report: Report): Promise<void> {
  await withFolder(async (folder) => {
    const stack = await startStack({ dataDir: folder });
    try {
      await withSignedInPage(stack.url, async (page) => {
        await page.goto(await createLargePipeline(page, stack));
        const ours = await measure(page, '.react-flow__node >> text="Action1x1"');
        await withBarePage(async (url) => {
          await page.goto(url);
          const bare = await measure(page, '.react-flow__node >> text="Node 21"');
          for (const gesture of GESTURES) reportGesture(report, gesture, ours[gesture], bare[gesture]);
        });
      });
    } finally {
      await stack.stop();
    }
  });
}

async function measure(page: Page, nodeSelector: string): Promise<Record<Gesture, FrameTimes>> {
  const pane = page.locator(".react-flow__pane");
  const node = page.locator(nodeSelector).first();
  await node.waitFor();
  await page.waitForLoadState("networkidle", { timeout: 5_000 }).catch(() => null); // live pages never fall silent
  const box = await pane.boundingBox();
  const grip = await node.boundingBox();
  if (!box || !grip) throw new Error("There is nothing to drag on the canvas.");
  const target = { x: grip.x + grip.width / 2, y: grip.y + grip.height / 2 };
  const drag = await framesOfDrag(page, target, { x: 500, y: 180 });
  const empty = { x: box.x + box.width / 2, y: box.y + box.height - 20 };
  const pan = await framesOfDrag(page, empty, { x: -600, y: -60 });
  const zoom = await framesOfZoom(page, { x: box.x + box.width / 2, y: box.y + box.height / 2 });
  return { pan, zoom, drag };
}

function reportGesture(report: Report, gesture: Gesture, ours: FrameTimes, bare: FrameTimes): void {
  for (const part of ["p50", "p95"] as const) {
    report(`canvas.${gesture}.${part}`, ours[part], "ms");
    report(`canvas.${gesture}.bare.${part}`, bare[part], "ms");
    report(`canvas.${gesture}.ratio.${part}`, ours[part] / bare[part], "times");
  }
}
