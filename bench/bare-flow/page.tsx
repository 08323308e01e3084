import { ReactFlow, type Node, useNodesState } from "@xyflow/react";
import "@xyflow/react/dist/style.css";
import { createRoot } from "react-dom/client";

const COLUMNS = 50;
const ROWS = 10;

/** As many nodes as the largest pipeline of the benchmark has, and nothing that is ours. */
const NODES: Node[] = Array.from({ length: COLUMNS * ROWS }, (_, index) => ({
  id: String(index),
  position: { x: Math.floor(index / ROWS) * 200, y: (index % ROWS) * 80 },
  data: { label: `Node ${index}` },
}));

function Page() {
  const [nodes, , onNodesChange] = useNodesState(NODES);
  return (
    <div style={{ position: "fixed", inset: 0 }}>
      <ReactFlow nodes={nodes} onNodesChange={onNodesChange} minZoom={0.1} />
    </div>
  );
}

const root = document.getElementById("root");
if (root) createRoot(root).render(<Page />);
