import { expect, it } from "vitest";
import type { Draft } from "@/lib/pipeline/draft";
import { searchDraft } from "./search";

const draft: Draft = {
  name: "shop",
  roleArn: "",
  stages: [
    {
      key: "s1",
      name: "Build",
      actions: [
        {
          key: "a1",
          name: "Compile",
          actionTypeId: { category: "Build", owner: "AWS", provider: "CodeBuild", version: "1" },
          configuration: { ProjectName: "shop-web" },
        },
        {
          key: "a2",
          name: "Ask",
          actionTypeId: { category: "Approval", owner: "AWS", provider: "Manual", version: "1" },
        },
      ],
    },
  ],
};

it.each([
  ["compile", ["a1"]],
  ["CODEBUILD shop", ["a1"]],
  ["build", ["s1", "a1", "a2"]],
  ["manual", ["a2"]],
  ["nowhere", []],
  ["  ", []],
])("finds %j", (query, keys) => {
  expect([...searchDraft(draft, query)]).toEqual(keys);
});

it("finds nobody by a secret", () => {
  const actionTypeId = { category: "Source", owner: "ThirdParty", provider: "GitHub", version: "1" } as const;
  const source = { key: "a3", name: "Checkout", actionTypeId, configuration: { Owner: "acme", OAuthToken: "hush" } };
  const withSecret: Draft = { ...draft, stages: [{ key: "s0", name: "Source", actions: [source] }] };
  expect([...searchDraft(withSecret, "hush")]).toEqual([]);
  expect([...searchDraft(withSecret, "acme")]).toEqual(["a3"]);
});

it("gives the same answer for the same question", () => {
  expect(searchDraft(draft, "ask")).toBe(searchDraft(draft, " Ask "));
  expect(searchDraft(draft, null)).toBe(searchDraft(draft, ""));
});
