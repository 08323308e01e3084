import type { LocalResource, LocalResourceReference } from "@/lib/contracts/local-resource";

/** What people call each kind, and what binding it means. */
export const RESOURCE_KINDS = {
  repository: {
    label: "Repository",
    plural: "Repositories",
    nameLabel: "Repository name in the definition",
    nameHelp: "A CodeCommit repository name, or owner/repo of a connection.",
    explanation:
      "Source actions clone the Git repository bound to their name, and start their pipeline when it changes.",
  },
  "build-project": {
    label: "Build project",
    plural: "Build projects",
    nameLabel: "CodeBuild project name",
    nameHelp: "A project that is not bound runs the buildspec.yml of its input.",
    explanation:
      "Build actions run their project's buildspec. Bind one only to choose another buildspec or to add variables.",
  },
  "deployment-group": {
    label: "Deployment group",
    plural: "Deployment groups",
    nameLabel: "Application and deployment group",
    nameHelp: "As application/group.",
    explanation: "CodeDeploy actions deploy into these directories; each plays one instance.",
  },
} as const satisfies Record<LocalResource["type"], Record<string, string>>;

/** One line that tells what a name is bound to. */
export function describeResource(resource: LocalResource): string {
  switch (resource.type) {
    case "repository":
      return resource.url;
    case "build-project": {
      const variables = resource.environmentVariables?.length ?? 0;
      return [resource.buildspec ?? "buildspec.yml", variables > 0 && `${variables} variables`]
        .filter(Boolean)
        .join(" · ");
    }
    case "deployment-group":
      return resource.targets.map(({ rootDirectory }) => rootDirectory).join(", ");
  }
}

/** An empty form's resource for that name. */
export function newResource({ type, name }: LocalResourceReference): LocalResource {
  switch (type) {
    case "repository":
      return { type, name, url: "" };
    case "build-project":
      return { type, name };
    case "deployment-group":
      return { type, name, targets: [{ name: "this-machine", rootDirectory: "" }] };
  }
}
