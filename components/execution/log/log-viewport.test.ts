// @vitest-environment happy-dom
import { afterEach, expect, it } from "vitest";
import { LogViewport, ROW_HEIGHT } from "./log-viewport";

const BOX_HEIGHT = 10 * ROW_HEIGHT;

afterEach(() => document.body.replaceChildren());

/** A box that is as high as ten rows. What a browser lays out stands here in numbers. */
function boxOf(viewport: LogViewport) {
  const box = document.body.appendChild(document.createElement("div"));
  const spacer = box.appendChild(document.createElement("div"));
  let scrollTop = 0;
  const height = () => Number.parseFloat(spacer.style.height) || 0;
  Object.defineProperties(box, {
    clientHeight: { value: BOX_HEIGHT },
    scrollHeight: { get: () => Math.max(height(), BOX_HEIGHT) },
    scrollTop: {
      get: () => scrollTop,
      set: (wanted: number) => {
        scrollTop = Math.min(Math.max(0, wanted), Math.max(0, height() - BOX_HEIGHT));
      },
    },
  });
  viewport.attach(box);
  return {
    box,
    height,
    scroll(to: number) {
      box.scrollTop = to;
      box.dispatchEvent(new Event("scroll"));
    },
  };
}

function rowOf(viewport: LogViewport, number: number, height: number): void {
  const row = document.createElement("div");
  row.dataset["row"] = String(number);
  Object.defineProperty(row, "offsetHeight", { value: height });
  viewport.attachRow(row);
}

it("begins at the end and stays there while rows are added", () => {
  const viewport = new LogViewport();
  const { box } = boxOf(viewport);
  viewport.setCount(100);
  expect(box.scrollTop).toBe(90 * ROW_HEIGHT);
  viewport.setCount(150);
  expect(box.scrollTop).toBe(140 * ROW_HEIGHT);
  expect(viewport.getWindow()).toMatchObject({ last: 150, isFollowing: true });
});

it("lets go of the end when a person scrolls up, and takes it again when they come back", () => {
  const viewport = new LogViewport();
  const { box, scroll } = boxOf(viewport);
  viewport.setCount(100);
  scroll(500);
  expect(viewport.isFollowing()).toBe(false);
  viewport.setCount(200);
  expect(box.scrollTop).toBe(500);
  scroll(190 * ROW_HEIGHT);
  expect(viewport.isFollowing()).toBe(true);
});

it("draws only what is seen and a little around, of a million rows", () => {
  const viewport = new LogViewport();
  const { scroll, height } = boxOf(viewport);
  viewport.setCount(1_000_000);
  viewport.scrollTo(500_000);
  const { first, last } = viewport.getWindow();
  expect(first).toBeLessThan(500_000);
  expect(last).toBeGreaterThan(500_000);
  expect(last - first).toBeLessThan(100);
  expect(height()).toBeLessThan(17_000_000);
  scroll(0);
  expect(viewport.topRow).toBe(0);
  scroll(height());
  expect(viewport.getWindow().last).toBe(1_000_000);
});

it("holds the row it was sent to while rows above it turn out to be higher", () => {
  const viewport = new LogViewport();
  const { box } = boxOf(viewport);
  viewport.setCount(100);
  viewport.scrollTo(50, "start");
  expect(box.scrollTop).toBe(50 * ROW_HEIGHT);
  rowOf(viewport, 48, 3 * ROW_HEIGHT);
  viewport.measureAll();
  expect(box.scrollTop).toBe(52 * ROW_HEIGHT);
  expect(viewport.topRow).toBe(50);
});
