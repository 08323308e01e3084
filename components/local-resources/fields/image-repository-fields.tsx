"use client";

import type { LocalResource } from "@/lib/contracts/local-resource";
import type { FieldsProps } from "./field-props";
import { PairsField } from "./pairs-field";

type ImageRepository = Extract<LocalResource, { type: "image-repository" }>;

/** Which image each tag stands for. Another digest for a tag is what a push is elsewhere. */
export function ImageRepositoryFields({ resource, issues, onChange }: FieldsProps<ImageRepository>) {
  return (
    <PairsField
      legend="Images"
      noun="image"
      columns={["Tag", "Digest"]}
      help="Changing the digest of a tag starts the pipelines that follow it, as a push does elsewhere."
      pairs={resource.images.map(({ tag, digest }) => ({ key: tag, value: digest }))}
      issueOf={(index) => issues[`images.${index}.tag`]}
      valueIssueOf={(index) => issues[`images.${index}.digest`]}
      issue={issues["images"]}
      onChange={(pairs) =>
        onChange({ ...resource, images: pairs.map(({ key, value }) => ({ tag: key, digest: value })) })
      }
    />
  );
}
