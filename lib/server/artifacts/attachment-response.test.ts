import { Readable } from "node:stream";
import { expect, it } from "vitest";
import { attachmentResponse, contentDisposition } from "./attachment-response";

it.each([
  ["app.zip", `attachment; filename="app.zip"; filename*=UTF-8''app.zip`],
  ["Größe 100%.txt", `attachment; filename="Gr__e 100_.txt"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20100%25.txt`],
  ['a"b;c\\d/e', `attachment; filename="a_b;c_d_e"; filename*=UTF-8''a_b%3Bc_d_e`],
  ["it's (1)*", `attachment; filename="it's (1)_"; filename*=UTF-8''it%27s%20%281%29_`],
  [".env", `attachment; filename="_env"; filename*=UTF-8''_env`],
  ["", `attachment; filename="file"; filename*=UTF-8''file`],
])("names %j so that no header can be broken", (name, expected) => {
  expect(contentDisposition(name)).toBe(expected);
});

it("takes any name a hostile archive has", () => {
  for (const name of [
    "a\r\nset-cookie: x=1",
    "\u202Egpj.exe",
    "\0",
    "x".repeat(70_000),
    "\ud83d",
    `${"x".repeat(119)}😀`,
  ]) {
    const header = contentDisposition(name);
    expect(new Headers({ "content-disposition": header }).get("content-disposition")).toBe(header);
    expect(header).toMatch(/^[\x20-\x7e]+$/);
    expect(header.length).toBeLessThan(1_300);
  }
});

it("is bytes to a browser, never a page", async () => {
  const stream = Readable.from([Buffer.from("<script>alert(1)</script>")]);
  const { headers } = attachmentResponse({ stream, sizeBytes: 25, fileName: "page.html" });
  expect(headers.get("content-type")).toBe("application/octet-stream");
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("content-disposition")).toMatch(/^attachment;/);
  expect(headers.get("cache-control")).toContain("no-store");
});
