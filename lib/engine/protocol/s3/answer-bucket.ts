import { entryOf } from "@/lib/pipeline/entry-of";
import { isBootstrapBucket } from "../../cloudformation/bootstrap";
import type { ObjectRemover } from "../../buckets/object-remover";
import type { ObjectWriter } from "../../buckets/object-writer";
import type { StoredObjects } from "../../buckets/stored-objects";
import type { Caller } from "../caller";
import { xmlText } from "../xml-text";
import { bodyText } from "./body-text";
import { checkAccess } from "./check-access";
import { deleteObjects } from "./delete-objects";
import { listObjectVersions } from "./list-object-versions";
import { listObjects } from "./list-objects";
import { noSuchBucket, notImplemented, S3Error } from "./s3-error";
import { xmlResponse } from "./xml-response";

export interface BucketCall {
  readonly request: Request;
  readonly query: URLSearchParams;
  /** Empty where the call is about all buckets. */
  readonly bucket: string;
  readonly caller: Caller;
  readonly region: string;
  readonly objects: StoredObjects;
  readonly writer: ObjectWriter;
  readonly remover: ObjectRemover;
}

type Answer = (call: BucketCall) => Response | Promise<Response>;

/** By method, and the parameter that says what of a bucket is meant; without one it is the bucket itself. */
const CALLS: Readonly<Record<string, { readonly access: "read" | "write"; readonly answer: Answer }>> = {
  "GET ": { access: "read", answer: ({ bucket, query, objects }) => listObjects(bucket, query, objects) },
  "GET location": { access: "read", answer: () => xmlResponse("LocationConstraint", "") },
  "GET encryption": { access: "read", answer: refuseEncryption },
  "GET versions": {
    access: "read",
    answer: ({ bucket, query, objects }) => listObjectVersions(bucket, query, objects),
  },
  "GET versioning": {
    access: "read",
    answer: () => xmlResponse("VersioningConfiguration", "<Status>Enabled</Status>"),
  },
  "HEAD ": {
    access: "read",
    answer: ({ region }) => new Response(null, { headers: { "x-amz-bucket-region": region } }),
  },
  "POST delete": { access: "read", answer: (call) => deleteObjects(call.request, call.bucket, call) },
  "PUT versioning": { access: "write", answer: putVersioning },
  "DELETE ": { access: "write", answer: deleteBucket },
};

const PLAIN_PARAMETERS = new Set([
  "continuation-token",
  "delimiter",
  "encoding-type",
  "fetch-owner",
  "key-marker",
  "list-type",
  "marker",
  "max-keys",
  "prefix",
  "start-after",
  "version-id-marker",
]);
const MAX_SETTING_BYTES = 64 * 1024;

/**
 * Answers what clients ask of a bucket: what is in it, its settings, and the removal of all that.
 * @throws S3Error
 */
export async function answerBucket(call: BucketCall): Promise<Response> {
  const { request, query, bucket, caller, objects, writer } = call;
  if (bucket === "") return listBuckets(call);
  const about = [...query.keys()].filter((name) => !PLAIN_PARAMETERS.has(name) && !/^x-/i.test(name));
  if (request.method === "PUT" && about.length === 0) {
    checkAccess(caller, { bucket, key: "" }, "write");
    await writer.createBucket(bucket);
    return new Response(null, { headers: { location: `/${bucket}` } });
  }
  const name = `${request.method} ${about.join("&")}`;
  const known = entryOf(CALLS, name);
  if (!known)
    throw notImplemented(`${request.method} of a bucket${about.length > 0 ? ` with ${about.join(", ")}` : ""}`);
  // Of several objects each is looked at for itself.
  if (name !== "POST delete") checkAccess(caller, { bucket, key: "" }, known.access);
  if (!isBootstrapBucket(bucket) && !(await objects.hasBucket(bucket))) throw noSuchBucket();
  return known.answer(call);
}

async function listBuckets({ request, query, caller, objects }: BucketCall): Promise<Response> {
  if (request.method !== "GET") throw notImplemented(`${request.method} of all buckets`);
  checkAccess(caller, { bucket: "", key: "" }, "read");
  const prefix = query.get("prefix") ?? "";
  const found = (await objects.listBuckets()).filter(({ name }) => name.startsWith(prefix));
  const rows = found.map(
    ({ name, createdAt }) =>
      `<Bucket><Name>${xmlText(name)}</Name><CreationDate>${new Date(createdAt).toISOString()}</CreationDate></Bucket>`,
  );
  const owner = `<Owner><ID>${caller.accountId}</ID></Owner>`;
  return xmlResponse("ListAllMyBucketsResult", `${owner}<Buckets>${rows.join("")}</Buckets>`);
}

/** Nothing here is encrypted. */
function refuseEncryption(): never {
  throw new S3Error(
    "ServerSideEncryptionConfigurationNotFoundError",
    "The server side encryption configuration was not found",
  );
}

/** Objects of every bucket have versions, as a source of CodePipeline needs it; that cannot be suspended. */
async function putVersioning({ request }: BucketCall): Promise<Response> {
  const text = await bodyText(request, MAX_SETTING_BYTES);
  if (/<Status>\s*Enabled\s*<\/Status>/.test(text)) return new Response(null);
  throw notImplemented("buckets without versions");
}

async function deleteBucket({ bucket, remover }: BucketCall): Promise<Response> {
  if (await remover.removeBucket(bucket)) return new Response(null, { status: 204 });
  throw new S3Error("BucketNotEmpty", "The bucket you tried to delete is not empty");
}
