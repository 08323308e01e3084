import "server-only";

/** A stored version, or its summary, to our HTTP JSON. */
export function versionToContract<Version extends { readonly createdAt: number }>(version: Version) {
  return { ...version, createdAt: new Date(version.createdAt).toISOString() };
}
