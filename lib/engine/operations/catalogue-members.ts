import type { ActionConfigurationProperty, ArtifactDetails } from "../protocol/generated/service-types";

/** The lists of types have no room for more: ActionConfigurationPropertyList 0..10, MaximumArtifactCount 0..5. */
const MOST_PROPERTIES = 10;
const MOST_ARTIFACTS = 5;

interface CatalogueProperty {
  readonly name: string;
  readonly required: boolean;
  readonly secret: boolean;
  readonly description: string;
  readonly type: NonNullable<ActionConfigurationProperty["type"]>;
}

/** Of a type with more keys than the list holds, the required ones come first and what is over is left out. */
export function wireProperties(properties: readonly CatalogueProperty[]): ActionConfigurationProperty[] {
  const shown =
    properties.length > MOST_PROPERTIES
      ? properties.toSorted((a, b) => Number(b.required) - Number(a.required)).slice(0, MOST_PROPERTIES)
      : properties;
  return shown.map(({ name, required, secret, description, type }) => ({
    name,
    required,
    key: required,
    secret,
    queryable: false,
    description,
    type,
  }));
}

/** Types that take up to ten artifacts are shown with the five that the list can tell. */
export function wireArtifactDetails({ min, max }: { readonly min: number; readonly max: number }): ArtifactDetails {
  return { minimumCount: min, maximumCount: Math.min(max, MOST_ARTIFACTS) };
}
