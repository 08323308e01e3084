// @vitest-environment happy-dom
import { fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { expect, it } from "vitest";
import { fileTree, treeRows } from "@/lib/pipeline/artifact-files/file-tree";
import type { ShownEntry } from "./shown-entry";
import { useTreeKeys } from "./use-tree-keys";

const PATHS = ["docs/a.md", "src/lib/prices.ts", "src/server.ts", "readme.txt"];
const ENTRIES: readonly ShownEntry[] = PATHS.map((path) => ({
  id: path,
  path,
  kind: "file",
  sizeBytes: 1,
  packedBytes: 1,
  secret: null,
  sha256: null,
  change: null,
  sizeChange: 0,
}));

/** Tells which row has the keyboard, and what was opened. */
function Harness() {
  const [open, setOpenIds] = useState<ReadonlySet<string>>(new Set());
  const [at, setAt] = useState(0);
  const [opened, setOpened] = useState("");
  const rows = treeRows(fileTree(ENTRIES), (id) => open.has(id));
  const onKeyDown = useTreeKeys({
    rows,
    at,
    goTo: (index) => rows[index] && setAt(index),
    setOpen: (id, isOpen) => setOpenIds(new Set(isOpen ? [...open, id] : [...open].filter((one) => one !== id))),
    activate: ({ node }) => setOpened(node.name),
  });
  return (
    <div role="tree" tabIndex={0} onKeyDown={onKeyDown} aria-label={`${rows.length} rows`}>
      {rows[at]?.node.name} {opened && `opened ${opened}`}
    </div>
  );
}

it("walks, opens and closes as the tree pattern says", () => {
  render(<Harness />);
  const tree = screen.getByRole("tree");
  const press = (...keys: string[]) => {
    for (const key of keys) fireEvent.keyDown(tree, { key });
    return tree.textContent;
  };
  expect(press("ArrowUp")).toBe("docs ");
  expect(press("ArrowRight", "ArrowRight")).toBe("a.md ");
  expect(press("ArrowLeft")).toBe("docs ");
  expect(press("ArrowLeft", "ArrowDown")).toBe("src ");
  expect(tree.getAttribute("aria-label")).toBe("3 rows");
  expect(press("End")).toBe("readme.txt ");
  expect(press("Home", "r")).toBe("readme.txt ");
  expect(press("Home", "PageDown")).toBe("readme.txt ");
  expect(press("Enter")).toBe("readme.txt opened readme.txt");
  expect(press("?", "F2", "Tab")).toBe("readme.txt opened readme.txt");
});
