// First, because it makes the window that addresses are relative to.
import "@/components/editor/testing/dom";
import { afterEach, expect, it } from "vitest";
import { openingEnded, openingStarted, useOpeningPage } from "./opening-page";

afterEach(openingEnded);

it("tells of another page until it has come", () => {
  openingStarted("/pipelines/local/shop?execution=1");
  expect(useOpeningPage.getState().pathname).toBe("/pipelines/local/shop");
  openingEnded();
  expect(useOpeningPage.getState().pathname).toBeNull();
});

it("tells nothing of another view of the page on screen", () => {
  openingStarted(`${window.location.href}?tab=2`);
  expect(useOpeningPage.getState().pathname).toBeNull();
});
