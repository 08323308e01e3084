/** An answer in S3's XML. `inner` is written already. */
export function xmlResponse(name: string, inner: string): Response {
  return new Response(
    `<?xml version="1.0" encoding="UTF-8"?>\n<${name} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${inner}</${name}>`,
    { headers: { "content-type": "application/xml" } },
  );
}
