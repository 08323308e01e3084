/** By test file, relative to `lib/engine`: the names of the tests that show it. */
export type ShownBy = Readonly<Record<string, readonly string[]>>;

interface Shown {
  readonly shownBy: ShownBy;
}

/**
 * How near one operation, rule or behaviour comes to the service, as `docs/fidelity.md` tells it. What is not exact
 * says how it differs; `missing` is refused, never answered emptily.
 */
export type FidelityRow =
  | ({ readonly grade: "exact"; readonly note?: string } & Shown)
  | ({ readonly grade: "approximate" | "simulated"; readonly note: string } & Shown)
  | { readonly grade: "missing"; readonly note: string };

/** By the name of the operation, rule or behaviour. */
export type FidelityTable = Readonly<Record<string, FidelityRow>>;

/** Where AWS's own sources leave it open or contradict each other, and what the engine does. */
export interface UnverifiedChoice {
  readonly topic: string;
  readonly choice: string;
}
