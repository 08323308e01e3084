/**
 * Runs a Node handler as Lambda's runtime does: promises, callbacks and the `context.succeed` of old, an export of an
 * ES module or of CommonJS, and the AWS SDK at hand although the package does not bring it along. Arguments: a JSON file
 * with the invocation, and the file that its end is written to. Plain JavaScript, written beside the invocation.
 */
export const NODE_BOOTSTRAP = String.raw`
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import Module, { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [invocationFile, endFile] = process.argv.slice(2);
const { event, context: known, codeDirectory, handler, deadlineAt, sdkDirectory } = JSON.parse(readFileSync(invocationFile, "utf8"));

function provideSdk() {
  const require = createRequire(path.join(sdkDirectory, "bootstrap.cjs"));
  const resolve = Module._resolveFilename;
  Module._resolveFilename = function (request, ...rest) {
    try {
      return resolve.call(this, request, ...rest);
    } catch (error) {
      if (!request.startsWith("@aws-sdk/")) throw error;
      return require.resolve(request);
    }
  };
  const hook = "const sdk = " + JSON.stringify(pathToFileURL(path.join(sdkDirectory, "bootstrap.mjs")).href) + ";" +
    "export async function resolve(name, context, next) {" +
    "  try { return await next(name, context); }" +
    "  catch (error) { if (!name.startsWith('@aws-sdk/')) throw error; return next(name, { ...context, parentURL: sdk }); } }";
  Module.register("data:text/javascript," + encodeURIComponent(hook));
}

function end(outcome) {
  writeFileSync(endFile, JSON.stringify(outcome));
  process.exit(outcome.status === "succeeded" ? 0 : 1);
}

function fail(error) {
  const isError = error instanceof Error;
  console.error(isError ? (error.stack ?? error.message) : error);
  end({ status: "failed", errorType: isError ? error.name : "Error", errorMessage: isError ? error.message : String(error) });
}

async function loadHandler() {
  const dot = handler.lastIndexOf(".");
  const base = path.resolve(codeDirectory, handler.slice(0, dot));
  const file = [".mjs", ".js", ".cjs"].map((ending) => base + ending).find((candidate) => existsSync(candidate));
  if (!file) throw new Error("Cannot find module '" + handler.slice(0, dot) + "'");
  const loaded = await import(pathToFileURL(file).href);
  const name = handler.slice(dot + 1);
  const found = loaded[name] ?? loaded.default?.[name];
  if (typeof found !== "function") throw new Error(handler + " is undefined or not exported");
  return found;
}

process.on("uncaughtException", fail);
process.on("unhandledRejection", fail);
process.chdir(codeDirectory);
try {
  provideSdk();
  const run = await loadHandler();
  const value = await new Promise((resolve, reject) => {
    const callback = (error, result) => (error ? reject(error) : resolve(result));
    const context = {
      ...known,
      callbackWaitsForEmptyEventLoop: true,
      getRemainingTimeInMillis: () => Math.max(0, deadlineAt - Date.now()),
      done: callback,
      succeed: resolve,
      fail: (error) => reject(error ?? new Error("The function called context.fail")),
    };
    const result = run(event, context, callback);
    if (typeof result?.then === "function") result.then(resolve, reject);
    // Neither a promise nor a parameter for a callback: the handler is done when nothing is left to do.
    process.once("beforeExit", () => resolve(result));
  });
  end({ status: "succeeded", value: value ?? null });
} catch (error) {
  fail(error);
}
`;
