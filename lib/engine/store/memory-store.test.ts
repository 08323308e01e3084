import { createMemoryStore } from "./memory-store";
import { describeEngineStore } from "./store-contract";

describeEngineStore(async () => createMemoryStore());
