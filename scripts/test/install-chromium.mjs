import { spawnSync } from "node:child_process";
import { findChromium } from "../testing/find-chromium.mjs";
import { runTool } from "./run-tool.mjs";

/** Makes sure there is a browser: this machine's own, Debian's when we may install it, or else Playwright's download. */
export async function installChromium() {
  if (findChromium()) return;
  const hasApt = spawnSync("apt-get", ["--version"]).status === 0;
  if (process.getuid?.() !== 0 || !hasApt) return runTool("playwright", ["install", "chromium"]);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  for (const args of [
    ["update", "-q"],
    ["install", "-y", "-q", "--no-install-recommends", "chromium"],
  ]) {
    const apt = spawnSync("apt-get", args, { stdio: ["ignore", "ignore", "inherit"], env });
    if (apt.status !== 0) throw new Error(`apt-get ${args[0]} failed; install Chromium or Chrome by hand.`);
  }
}
