import { describe, expect, it } from "vitest";
import { codeContextAt, holderOf } from "./code-context";

/** The context at the sign ‸, as "path part word". */
function yaml(marked: string): string {
  return at(marked, "yaml");
}
function at(marked: string, language: "yaml" | "json"): string {
  const offset = marked.indexOf("‸");
  const text = marked.replace("‸", "");
  const { path, part, word, from } = codeContextAt(text, offset, language);
  expect(text.slice(from, offset)).toBe(word);
  return [path.join("."), part, word].join(" ").trim();
}

describe("the context in YAML", () => {
  const text = `name: shop
stages:
  - name: Source
    actions:
      - name: Git
        actionTypeId: { category: Source, provider: ‹1› }
  # a comment
  - name: Build
    actions:
      - name: Compile
        configuration:
          Proj‹2›
      - name: Lint
        configuration:
          ProjectName: "li‹3›"
        inputArtifacts:
          - name: ‹4›
        ‹5›
    ‹6›
‹7›`;
  const here = (number: number) =>
    yaml(text.replaceAll(/‹(\d)›/g, (_match, found: string) => (Number(found) === number ? "‸" : "")));

  it.each([
    [1, "stages.0.actions.0.actionTypeId.provider value"],
    [2, "stages.1.actions.0.configuration name Proj"],
    [3, "stages.1.actions.1.configuration.ProjectName value li"],
    [4, "stages.1.actions.1.inputArtifacts.0.name value"],
    [5, "stages.1.actions.1 name"],
    [6, "stages.1 name"],
    [7, "name"],
  ])("is found at place %i", (number, expected) => expect(here(number)).toBe(expected));

  it("is found where dashes stand below the name of their list", () => {
    expect(yaml("stages:\n- name: A\n  actions:\n  - name: X\n  - na‸")).toBe("stages.0.actions.1 name na");
    expect(yaml("stages:\n- name: A\n- ‸")).toBe("stages.1 name");
    expect(yaml("stages:\n- name: A\n  act‸")).toBe("stages.0 name act");
    expect(yaml("stages:\n- actions:\n  - name: ‸")).toBe("stages.0.actions.0.name value");
  });

  it("knows an item of a list of texts", () => {
    expect(yaml("commands:\n  - npm ci\n  - npm ‸")).toBe("commands.1 name npm");
  });
});

describe("the context in JSON", () => {
  it.each([
    ['{"na‸', "name na"],
    ['{"name": "sh‸', "name value sh"],
    ['{"name": "shop", "stages": [{"name": "A, {", "actions": [{}, {"‸', "stages.0.actions.1 name"],
    ['{"stages": [{"actions": [{"configuration": {"A": "b", "C": ‸}}]}]}', "stages.0.actions.0.configuration.C value"],
    ['{"a": {"b": 1}, "c‸"}', "name c"],
    ['{"list": ["a", "‸"]}', "list.1 value"],
  ])("is found in %s", (text, expected) => expect(at(text, "json")).toBe(expected));
});

it("gives the text of the action around a place, and of none other", () => {
  const text =
    "stages:\n  - name: A\n    actions:\n      - name: X\n        x: \n      - name: Y\n        configuration:\n          K: v\n  - name: B";
  const inX = holderOf(text, codeContextAt(text, text.indexOf("x: ") + 3, "yaml"));
  expect(inX).toBe("- name: X\n        x: ");
  const inY = holderOf(text, codeContextAt(text, text.indexOf("K: v") + 4, "yaml"));
  expect(inY).toBe("- name: Y\n        configuration:\n          K: v");
  const json = '{"stages": [{"actions": [{"name": "X}"}, {"name": "Y", "configuration": {"K": ""}}]}]}';
  expect(holderOf(json, codeContextAt(json, json.indexOf('"K": "') + 6, "json"))).toBe(
    '{"name": "Y", "configuration": {"K": ""}}',
  );
});
