/** The greeting everybody sees. Change it, push, and watch the pipeline bring it here. */
export const greeting = "Hello from Penstock";

/** @param {{ release: string }} facts what the page tells about itself */
export function page({ release }) {
  return `<!doctype html>
<html lang="en">
  <title>${greeting}</title>
  <h1>${greeting}</h1>
  <p>Release ${release}</p>
</html>
`;
}
