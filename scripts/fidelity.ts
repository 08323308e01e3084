import { writeFileSync } from "node:fs";
import path from "node:path";
import { renderFidelity } from "@/lib/engine/fidelity/render-fidelity";

/** `npm run fidelity`: writes docs/fidelity.md from lib/engine/fidelity. */
writeFileSync(path.resolve(import.meta.dirname, "../docs/fidelity.md"), renderFidelity());
