import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import type { ActionCategory } from "@/lib/pipeline/declaration";

const COLOURS = {
  Source: "[--category:var(--cat-source)]",
  Build: "[--category:var(--cat-build)]",
  Test: "[--category:var(--cat-test)]",
  Approval: "[--category:var(--cat-approval)]",
  Deploy: "[--category:var(--cat-deploy)]",
  Invoke: "[--category:var(--cat-invoke)]",
  Compute: "[--category:var(--cat-build)]",
} as const satisfies Record<ActionCategory, string>;

const GIT = (
  <>
    <circle cx="4.5" cy="3.8" r="1.6" />
    <circle cx="4.5" cy="12.2" r="1.6" />
    <circle cx="11.5" cy="6" r="1.6" />
    <path d="M4.5 5.4v5.2M11.5 7.6c0 2.5-4.5 1.5-6.4 3.3" />
  </>
);
const REPOSITORY = (
  <>
    <path d="M2.5 4.5h11v8h-11z" />
    <circle cx="8" cy="8.5" r="1.6" />
    <path d="M2.5 8.5h3.9M9.6 8.5h3.9" />
  </>
);
const HAMMER = <path d="M3 13l5.5-5.5M6.7 4.8l2.8-2.3 4 4-2.3 2.8z" />;
const FLASK = <path d="M6 2.5h4M6.7 2.5V6L3.3 12a1.2 1.2 0 0 0 1 1.7h7.4a1.2 1.2 0 0 0 1-1.7L9.3 6V2.5M5 10h6" />;
const PERSON = (
  <>
    <circle cx="6.5" cy="4.8" r="2.4" />
    <path d="M2 13c.4-2.7 2.1-4 4.5-4 1 0 1.8.2 2.5.6M9.8 12l1.7 1.7 3-3.4" />
  </>
);
const UPLOAD = <path d="M8 10.5V3M5 5.7 8 2.7l3 3M2.5 10.5v3h11v-3" />;
const CONTAINER = (
  <>
    <path d="M8 1.8l5.4 3.1v6.2L8 14.2l-5.4-3.1V4.9z" />
    <path d="M8 5.4l2.3 1.3v2.6L8 10.6 5.7 9.3V6.7z" />
  </>
);
const LAYERS = <path d="M8 2l6 3-6 3-6-3zM2.3 8 8 10.8 13.7 8M2.3 11 8 13.8 13.7 11" />;
const BUCKET = (
  <>
    <ellipse cx="8" cy="4" rx="5" ry="1.8" />
    <path d="M3 4l1.3 8.3c.1.9 1.8 1.5 3.7 1.5s3.6-.6 3.7-1.5L13 4" />
  </>
);
const LAMBDA = <path d="M4.5 2.5h2l5 11M7.7 6.8 4 13.5" />;
const GEAR = (
  <>
    <circle cx="8" cy="8" r="2.3" />
    <path d="M8 2v2M8 12v2M2 8h2M12 8h2M3.8 3.8l1.4 1.4M10.8 10.8l1.4 1.4M12.2 3.8l-1.4 1.4M5.2 10.8l-1.4 1.4" />
  </>
);

const OF_CATEGORY = {
  Source: GIT,
  Build: HAMMER,
  Test: FLASK,
  Approval: PERSON,
  Deploy: UPLOAD,
  Invoke: LAMBDA,
  Compute: <path d="M3 4.5 6.5 8 3 11.5M8.5 12H13" />,
} as const satisfies Record<ActionCategory, ReactNode>;

const OF_PROVIDER: Readonly<Record<string, ReactNode>> = {
  CodeCommit: REPOSITORY,
  S3: BUCKET,
  ECR: <path d="M2.5 9h3.5v3.5H2.5zM6.3 9h3.5v3.5H6.3zM10.1 9h3.5v3.5h-3.5zM6.3 5.2h3.5v3.5" />,
  ECRBuildAndPublish: CONTAINER,
  ECS: CONTAINER,
  EKS: CONTAINER,
  CodeDeployToECS: <path d="M2.5 5.5h9M9 3l2.5 2.5L9 8M13.5 10.5h-9M7 8l-2.5 2.5L7 13" />,
  CloudFormation: LAYERS,
  CloudFormationStackSet: LAYERS,
  CloudFormationStackInstances: LAYERS,
  ServiceCatalog: LAYERS,
  Jenkins: GEAR,
  Lambda: LAMBDA,
  StepFunctions: <path d="M6 2h4v3H6zM2.5 11h4v3h-4zM9.5 11h4v3h-4zM8 5v3M4.5 11V8h7v3" />,
};

interface ProviderGlyphProps {
  readonly category: string;
  readonly provider: string;
  readonly size?: "md" | "lg";
}

/** What kind of action this is. The colour says the category; the provider's name stands beside it in words. */
export function ProviderGlyph({ category, provider, size = "md" }: ProviderGlyphProps) {
  const known = isCategory(category) ? category : "Invoke";
  const shape = category === "Test" ? OF_CATEGORY.Test : (OF_PROVIDER[provider] ?? OF_CATEGORY[known]);
  return (
    <span
      aria-hidden="true"
      className={cn(
        COLOURS[known],
        "inline-grid shrink-0 place-items-center rounded-sm text-(--category)",
        "bg-[color-mix(in_srgb,var(--category)_13%,var(--surface))] ring-1 ring-[color-mix(in_srgb,var(--category)_26%,transparent)] ring-inset",
        size === "md" ? "size-[18px] [&>svg]:size-3.5" : "size-6 [&>svg]:size-[18px]",
      )}
    >
      <svg
        viewBox="0 0 16 16"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
      >
        {shape}
      </svg>
    </span>
  );
}

function isCategory(category: string): category is ActionCategory {
  return category in OF_CATEGORY;
}
