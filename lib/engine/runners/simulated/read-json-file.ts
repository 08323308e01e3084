import type { z } from "zod";
import { ActionFailure } from "../action-failure";
import type { ArtifactFiles } from "./artifact-files";

interface AskedFile<Content> {
  readonly artifactName: string;
  readonly file: string;
  /** The key of the configuration that names the file. */
  readonly key: string;
  readonly mostBytes: number;
  readonly schema: z.ZodType<Content>;
  /** What the file has to be, in words: `an array of {name, imageUri}`. */
  readonly shape: string;
}

/** A JSON file of an input. @throws ActionFailure that says what the file has to be */
export async function readJsonFile<Content>(files: ArtifactFiles, asked: AskedFile<Content>): Promise<Content> {
  const { artifactName, file, schema, shape } = asked;
  const text = await files.read(artifactName, file, asked);
  const parsed = schema.safeParse(parse(text, file));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue && issue.path.length > 0 ? ` at ${issue.path.map(String).join(".")}` : "";
  throw new ActionFailure(
    "JobFailed",
    `File [${file}] in artifact [${artifactName}] must be ${shape}; it is not${place}.`,
  );
}

function parse(text: string, file: string): unknown {
  try {
    // Editors on Windows begin a file with a mark that JSON does not have.
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new ActionFailure(
      "JobFailed",
      `The file ${file} contains invalid JSON: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
}
