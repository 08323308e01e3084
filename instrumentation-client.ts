import { openingStarted } from "@/components/layout/opening-page";

/** Next calls it whenever its router sets out for another page. */
export function onRouterTransitionStart(url: string): void {
  openingStarted(url);
}
