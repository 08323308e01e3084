import { expect, it } from "vitest";
import { listActionTypes } from "@/lib/pipeline/action-types/catalogue";
import { actionTimeoutMs } from "./action-timeouts";

it.each(listActionTypes())("gives $id.owner $id.category $id.provider the time its catalogue entry tells", (type) => {
  expect(actionTimeoutMs({ name: "Act", actionTypeId: type.id })).toBe(type.defaultTimeoutMs);
});
