import { benchCanvas } from "./canvas";
import { benchCore } from "./core";
import { benchEditor } from "./editor";
import { benchEngine } from "./engine";
import { benchLog } from "./log";
import { benchExecution } from "./execution";
import { benchFleet } from "./fleet";
import { benchLive } from "./live";
import { benchPages } from "./pages";
import { benchScale } from "./scale";
import { benchStart } from "./start";
import { benchWatchers } from "./watchers";
import type { Report } from "./report";

const BENCHMARKS = {
  core: benchCore,
  scale: benchScale,
  engine: benchEngine,
  start: benchStart,
  pages: benchPages,
  canvas: benchCanvas,
  editor: benchEditor,
  log: benchLog,
  live: benchLive,
  fleet: benchFleet,
  execution: benchExecution,
  watchers: benchWatchers,
} as const satisfies Record<string, (report: Report) => Promise<void>>;

const wanted = process.argv[2];
const chosen = Object.entries(BENCHMARKS).filter(([name]) => !wanted || name === wanted);
if (chosen.length === 0) {
  console.error(`No benchmark is called ${wanted}. There are: ${Object.keys(BENCHMARKS).join(", ")}.`);
  process.exit(2);
}
for (const [, bench] of chosen) {
  await bench((name, value, unit) => console.log(`${name} ${Number(value.toPrecision(4))} ${unit}`));
}
process.exit(0);
