import { expect, test } from "vitest";
import type { ActionDeclaration } from "@/lib/pipeline/declaration";
import { configurationRows } from "./configuration-rows";

const declaration: ActionDeclaration = {
  name: "Deploy",
  actionTypeId: { category: "Deploy", owner: "AWS", provider: "ECS", version: "1" },
  configuration: { ImageTag: "#{build.Tag}" },
};

test("puts what was written beside what it came to", () => {
  const attempt = {
    configuration: { ImageTag: "#{build.Tag}", ClusterName: "shop" },
    resolvedConfiguration: { ImageTag: "v1", ClusterName: "shop" },
  };
  expect(configurationRows(declaration, attempt)).toEqual([
    { name: "ImageTag", written: "#{build.Tag}", resolved: "v1" },
    { name: "ClusterName", written: "shop", resolved: "shop" },
  ]);
});

test("takes a value as it is written where the service leaves the resolved one out", () => {
  const attempt = { configuration: { ClusterName: "shop" }, resolvedConfiguration: {} };
  expect(configurationRows(null, attempt)).toEqual([{ name: "ClusterName", written: "shop", resolved: "shop" }]);
});

test("shows what is declared before the action starts, and what it runs", () => {
  const rows = configurationRows({ ...declaration, commands: ["make", "echo #{build.Tag}"] }, null);
  expect(rows).toEqual([
    { name: "ImageTag", written: "#{build.Tag}", resolved: null },
    { name: "commands", written: "make\necho #{build.Tag}", resolved: null },
  ]);
});
