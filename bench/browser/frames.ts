import type { Page } from "playwright";
import { percentile } from "../report";

export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Milliseconds between frames. */
export interface FrameTimes {
  readonly p50: number;
  readonly p95: number;
  /** Tasks that held the thread for more than 50 ms. */
  readonly longTasks: readonly number[];
}

interface WatchedWindow extends Window {
  penstockFrames?: number[];
  penstockLongTasks?: number[];
}

const GESTURE_STEPS = 120;

/** Text, because a function would refer to helpers of the program that compiled it. */
const WATCH_FRAMES = `
  const frames = window.penstockFrames = [];
  const longTasks = window.penstockLongTasks = [];
  const observer = new PerformanceObserver((list) => longTasks.push(...list.getEntries().map((task) => task.duration)));
  observer.observe({ type: "longtask" });
  let last = performance.now();
  requestAnimationFrame(function next(now) {
    if (window.penstockFrames !== frames) return observer.disconnect();
    frames.push(now - last);
    last = now;
    requestAnimationFrame(next);
  });
`;

/** Frame times while the mouse is pressed and moved by so much, as a hand does. */
export async function framesOfDrag(page: Page, from: Spot, by: Spot): Promise<FrameTimes> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  const times = await framesWhile(page, () => page.mouse.move(from.x + by.x, from.y + by.y, { steps: GESTURE_STEPS }));
  await page.mouse.up();
  return times;
}

/** Frame times while the wheel zooms out and in again around a place; Ctrl makes the wheel zoom where it would pan. */
export async function framesOfZoom(page: Page, at: Spot): Promise<FrameTimes> {
  await page.mouse.move(at.x, at.y);
  await page.keyboard.down("Control");
  const times = await framesWhile(page, async () => {
    for (let step = 0; step < GESTURE_STEPS; step += 1) {
      await page.mouse.wheel(0, step < GESTURE_STEPS / 2 ? 12 : -12);
    }
  });
  await page.keyboard.up("Control");
  return times;
}

/** Frame times while something goes on. */
export async function framesWhile(page: Page, work: () => Promise<void>): Promise<FrameTimes> {
  await page.evaluate(WATCH_FRAMES);
  await work();
  const { frames, longTasks } = await page.evaluate(() => {
    const watched = window as WatchedWindow; // the text above put them there
    const seen = { frames: watched.penstockFrames ?? [], longTasks: watched.penstockLongTasks ?? [] };
    delete watched.penstockFrames;
    delete watched.penstockLongTasks;
    return seen;
  });
  return { p50: percentile(frames, 0.5), p95: percentile(frames, 0.95), longTasks };
}
