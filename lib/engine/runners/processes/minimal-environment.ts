import path from "node:path";

const DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/**
 * The environment a build or a hook starts from: where programs are, where its own files go, and nothing of the
 * engine's. Secrets of Penstock, of AWS and of the person who started it stay out because nothing is copied.
 */
export function minimalEnvironment(homeDirectory: string, temporaryDirectory: string): Record<string, string> {
  return {
    PATH: searchPath(process.env["PATH"] ?? DEFAULT_PATH),
    HOME: homeDirectory,
    TMPDIR: temporaryDirectory,
    LANG: "C.UTF-8",
  };
}

/** npm puts Penstock's own tools in front of PATH when it starts the engine; a build must not find those. */
function searchPath(inherited: string): string {
  const kept = inherited
    .split(path.delimiter)
    .filter((folder) => path.isAbsolute(folder) && !/node_modules[\\/]\.bin$|node-gyp-bin$/.test(folder));
  return kept.length > 0 ? kept.join(path.delimiter) : DEFAULT_PATH;
}
