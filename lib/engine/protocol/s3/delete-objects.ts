import type { ArtifactLocation } from "../../artifacts/artifact-store";
import type { ObjectRemover } from "../../buckets/object-remover";
import type { StoredObjects } from "../../buckets/stored-objects";
import type { Caller } from "../caller";
import { xmlText } from "../xml-text";
import { bodyText } from "./body-text";
import { checkAccess } from "./check-access";
import { elementsIn } from "./elements-in";
import { asS3Error, noSuchBucket, S3Error } from "./s3-error";
import { xmlResponse } from "./xml-response";
import { readXmlText } from "./read-xml-text";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
const MOST_OBJECTS = 1_000;
const MAX_BODY_BYTES = 8 * 1024 ** 2;

interface Removal {
  readonly objects: StoredObjects;
  readonly remover: ObjectRemover;
}

/**
 * DeleteObject: of an object that is not there, too. What is removed can still be had by its version, unless it was
 * removed by that. There are no delete markers here, and no earlier version takes the place of one that is removed.
 * @throws S3Error
 */
export async function deleteObject(
  location: ArtifactLocation,
  versionId: string | null,
  { objects, remover }: Removal,
): Promise<Response> {
  if (!(await objects.hasBucket(location.bucket))) throw noSuchBucket();
  if (versionId === null) {
    await objects.keep(location);
    await remover.remove(location);
  } else {
    const current = await objects.find(location);
    if (current?.versionId === versionId) await remover.remove(location);
    await remover.removeVersion(location, versionId);
  }
  return new Response(null, { status: 204 });
}

/** DeleteObjects: each for itself, so that one refusal keeps none of the others. @throws S3Error */
export async function deleteObjects(
  request: Request,
  bucket: string,
  { caller, ...removal }: Removal & { readonly caller: Caller },
): Promise<Response> {
  const text = await bodyText(request, MAX_BODY_BYTES);
  const asked = elementsIn(text, "Object").map((part) => ({
    key: readXmlText(elementsIn(part, "Key")[0] ?? ""),
    versionId: elementsIn(part, "VersionId")[0] ?? null,
  }));
  if (asked.length === 0 || asked.length > MOST_OBJECTS || asked.some(({ key }) => key === "")) {
    throw new S3Error(
      "MalformedXML",
      "The XML you provided was not well-formed or did not validate against our published schema",
    );
  }
  const isQuiet = /<Quiet>\s*true\s*<\/Quiet>/i.test(text);
  const rows: string[] = [];
  for (const { key, versionId } of asked) {
    const refusal = await refusalOf(async () => {
      checkAccess(caller, { bucket, key }, "write");
      await deleteObject({ bucket, key }, versionId, removal);
    });
    const name = `<Key>${xmlText(key)}</Key>`;
    if (refusal) {
      rows.push(`<Error>${name}<Code>${refusal.code}</Code><Message>${xmlText(refusal.message)}</Message></Error>`);
    } else if (!isQuiet) rows.push(`<Deleted>${name}</Deleted>`);
  }
  return xmlResponse("DeleteResult", rows.join(""));
}

async function refusalOf(run: () => Promise<void>): Promise<S3Error | null> {
  try {
    await run();
    return null;
  } catch (error) {
    const refusal = asS3Error(error);
    if (!refusal || refusal.code === "NoSuchBucket") throw error;
    return refusal;
  }
}
