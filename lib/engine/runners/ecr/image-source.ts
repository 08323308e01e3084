/** The image that an ECR source action is about. */
export interface ImageSource {
  readonly repositoryName: string;
  readonly imageTag: string;
}

export function readImageSource(configuration: Readonly<Record<string, string>>): ImageSource {
  return {
    repositoryName: configuration["RepositoryName"] ?? "",
    imageTag: configuration["ImageTag"] ?? "latest",
  };
}
