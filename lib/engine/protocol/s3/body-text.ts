import { checkedBody } from "./checked-body";
import { S3Error } from "./s3-error";

/** The body of a request that says something, as XML does, checked as that of an upload. @throws S3Error */
export async function bodyText(request: Request, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of checkedBody(request)) {
    size += chunk.length;
    if (size > maxBytes) throw new S3Error("EntityTooLarge", "The body of the request is too long");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
