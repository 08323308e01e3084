import type { ArtifactStoreDeclaration } from "../declaration";
import type { Draft } from "../draft";
import { updatePipeline } from "./update-pipeline";

type Stores = NonNullable<Draft["artifactStores"]>;

/** A store to fill in. */
const EMPTY_STORE: ArtifactStoreDeclaration = { type: "S3", location: "" };

/**
 * One store for each Region in use: the pipeline's own keeps the single store, and every Region that an action names
 * gets one to fill in.
 * @param home the pipeline's own Region
 */
export function toRegionalStores(draft: Draft, home: string): Draft {
  const before = draft.artifactStores ?? {};
  const own = before[home] ?? draft.artifactStore ?? EMPTY_STORE;
  const regions = draft.stages.flatMap(({ actions }) => actions.flatMap(({ region }) => region ?? []));
  const others = Object.fromEntries(regions.map((region) => [region, before[region] ?? EMPTY_STORE]));
  return updatePipeline(draft, { artifactStore: undefined, artifactStores: { ...before, ...others, [home]: own } });
}

/** One store for everything: that of the pipeline's own Region. */
export function toSingleStore(draft: Draft, home: string): Draft {
  const stores = draft.artifactStores ?? {};
  const store = stores[home] ?? Object.values(stores)[0] ?? EMPTY_STORE;
  return updatePipeline(draft, { artifactStore: store, artifactStores: undefined });
}

/** Adds a store to fill in; a Region that has one keeps it. */
export function addRegionalStore(draft: Draft, region: string): Draft {
  const stores = draft.artifactStores ?? {};
  if (region === "" || Object.hasOwn(stores, region)) return draft;
  return updatePipeline(draft, { artifactStores: { ...stores, [region]: EMPTY_STORE } });
}

export function setRegionalStore(draft: Draft, region: string, store: ArtifactStoreDeclaration): Draft {
  return updatePipeline(draft, { artifactStores: { ...draft.artifactStores, [region]: store } });
}

export function removeRegionalStore(draft: Draft, region: string): Draft {
  const { [region]: _removed, ...others }: Stores = draft.artifactStores ?? {};
  return updatePipeline(draft, { artifactStores: others });
}

/** Regions that an action names and that have no store. */
export function regionsWithoutStore(draft: Draft): readonly string[] {
  const stores = draft.artifactStores ?? {};
  const named = draft.stages.flatMap(({ actions }) => actions.flatMap(({ region }) => region ?? []));
  return [...new Set(named)].filter((region) => !Object.hasOwn(stores, region));
}
