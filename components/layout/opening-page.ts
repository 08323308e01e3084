import { create } from "zustand";

interface OpeningPage {
  /** The path that was asked for, while the page before it is still on screen. */
  readonly pathname: string | null;
}

/** The page that is on its way from the server. */
export const useOpeningPage = create<OpeningPage>(() => ({ pathname: null }));

/** @param url where a link, a command or the browser's history leads; relative to the page on screen */
export function openingStarted(url: string): void {
  const { pathname } = new URL(url, window.location.href);
  if (pathname !== window.location.pathname) useOpeningPage.setState({ pathname });
}

export function openingEnded(): void {
  useOpeningPage.setState({ pathname: null });
}
