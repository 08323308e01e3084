import { z } from "zod";
import { entryOf } from "@/lib/pipeline/entry-of";
import { textOf } from "../../../text-of";
import { ActionFailure } from "../../action-failure";
import type { SimulatedWork } from "../simulated-provider";

const KIBIBYTE = 1024;
const MEBIBYTE = 1024 ** 2;

const templateConfiguration = z.looseObject({
  Parameters: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  Tags: z.record(z.string(), z.string()).optional(),
  StackPolicy: z.record(z.string(), z.unknown()).optional(),
});

/** What a stack's parameters are set to, and its tags. */
export interface StackInput {
  readonly parameters: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
}

/** Reads TemplateConfiguration and ParameterOverrides, which win. @throws ActionFailure */
export async function stackInput(work: SimulatedWork): Promise<StackInput> {
  const { Parameters = {}, Tags = {} } = await readTemplateConfiguration(work);
  const fromFile = Object.fromEntries(Object.entries(Parameters).map(([name, value]) => [name, String(value)]));
  return { parameters: { ...fromFile, ...(await parameterOverrides(work)) }, tags: Tags };
}

async function readTemplateConfiguration(work: SimulatedWork): Promise<z.infer<typeof templateConfiguration>> {
  const reference = work.job.configuration["TemplateConfiguration"];
  if (!reference) return {};
  const { artifactName, file } = work.files.split("TemplateConfiguration", reference);
  const text = await work.files.read(artifactName, file, { key: "TemplateConfiguration", mostBytes: MEBIBYTE });
  const parsed = templateConfiguration.safeParse(parseJson(text, `The template configuration ${file}`));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw invalid(
    `The template configuration ${file} is not valid at ${issue?.path.join(".") || "its root"}: it holds Parameters, Tags and StackPolicy, whose values are texts.`,
  );
}

async function parameterOverrides(work: SimulatedWork): Promise<Record<string, string>> {
  const text = work.job.configuration["ParameterOverrides"];
  if (!text) return {};
  if (Buffer.byteLength(text) > KIBIBYTE) {
    throw invalid(
      `ParameterOverrides has ${Buffer.byteLength(text)} bytes; 1 KB is the most. Use TemplateConfiguration.`,
    );
  }
  const parsed = z.record(z.string(), z.unknown()).safeParse(parseJson(text, "ParameterOverrides"));
  if (!parsed.success) throw invalid("ParameterOverrides must be a JSON object of parameter names and values.");
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(parsed.data)) values[name] = await overrideOf(work, name, value);
  return values;
}

const getArtifactAtt = z.strictObject({
  "Fn::GetArtifactAtt": z.tuple([z.string(), z.enum(["BucketName", "ObjectKey", "URL"])]),
});
const getParam = z.strictObject({ "Fn::GetParam": z.tuple([z.string(), z.string(), z.string()]) });

async function overrideOf(work: SimulatedWork, name: string, value: unknown): Promise<string> {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return String(value);
  if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value.join(",");
  const attribute = getArtifactAtt.safeParse(value);
  if (attribute.success) return artifactAttribute(work, ...attribute.data["Fn::GetArtifactAtt"]);
  const parameter = getParam.safeParse(value);
  if (parameter.success) return fileParameter(work, ...parameter.data["Fn::GetParam"]);
  throw invalid(
    `ParameterOverrides: the value of ${name} must be a text, {"Fn::GetArtifactAtt": [artifact, "BucketName", "ObjectKey" or "URL"]} or {"Fn::GetParam": [artifact, JSON file, key]}.`,
  );
}

function artifactAttribute(
  { job, files }: SimulatedWork,
  artifactName: string,
  attribute: "BucketName" | "ObjectKey" | "URL",
): string {
  const { bucket, key } = files.locationOf(artifactName, "Fn::GetArtifactAtt");
  if (attribute === "BucketName") return bucket;
  return attribute === "ObjectKey" ? key : `https://s3.${job.region}.amazonaws.com/${bucket}/${key}`;
}

async function fileParameter(
  { files }: SimulatedWork,
  artifactName: string,
  file: string,
  key: string,
): Promise<string> {
  const text = await files.read(artifactName, file, { key: "Fn::GetParam", mostBytes: MEBIBYTE });
  const parsed = z.record(z.string(), z.unknown()).safeParse(parseJson(text, `File ${file}, named by Fn::GetParam,`));
  const value = entryOf(parsed.data, key);
  if (value === undefined) {
    throw invalid(`Fn::GetParam: File [${file}] in artifact [${artifactName}] has no key ${key} at its top level.`);
  }
  return textOf(value);
}

function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw invalid(`${what} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function invalid(message: string): ActionFailure {
  return new ActionFailure("ConfigurationError", message);
}
