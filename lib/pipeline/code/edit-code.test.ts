import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PipelineDeclaration } from "../declaration";
import { sameValue } from "../same-value";
import { arbitraryPipeline } from "../testing/arbitrary-pipeline";
import { approvalAction, buildAction, pipeline, sourceAction, stage } from "../testing/build-pipeline";
import { applyEdits } from "./code-edit";
import { CODE_LANGUAGES, type CodeLanguage } from "./code-language";
import { editCode } from "./edit-code";
import { printCode } from "./print-code";
import { readCode } from "./read-code";

function edited(text: string, wanted: PipelineDeclaration, language: CodeLanguage = "yaml"): string {
  return applyEdits(text, editCode({ text, language, wanted }).edits);
}

function read(text: string, language: CodeLanguage = "yaml"): PipelineDeclaration {
  const result = readCode(text, language);
  if (!result.ok) throw new Error(`${JSON.stringify(result.issues)} in\n${text}`);
  return result.declaration;
}

const TEXT = `# The shop's pipeline
name: shop # do not rename
roleArn: 'arn:aws:iam::123456789012:role/CodePipeline'

stages:
  # Where it begins
  - name: Source
    actions:
      - name: Git # main only
        actionTypeId: { category: Source, owner: AWS, provider: CodeCommit, version: "1" }
        configuration:
          RepositoryName: shop
          BranchName: "main"
          PollForSourceChanges: false
        outputArtifacts:
          - name: SourceOutput

  # Compiles and packs
  - name: Build
    actions:
      - actionTypeId:
          category: Build
          owner: AWS
          provider: CodeBuild
          version: "1"
        # what the team calls it
        name: Compile
        configuration:
          ProjectName: shop-build
          EnvironmentVariables: >-
            [{"name": "RELEASE", "value": "1"}]
        inputArtifacts: [{ name: SourceOutput }]

  - name: Gate
    actions:
      - name: Approve
        actionTypeId: { category: Approval, owner: AWS, provider: Manual, version: "1" }
`;
const base = read(TEXT);
const [SOURCE, BUILD, GATE] = base.stages;
if (!SOURCE || !BUILD || !GATE) throw new Error("The text has three stages.");
const [COMPILE] = BUILD.actions;
if (!COMPILE) throw new Error("Build has an action.");

/** The lines that are only in one of two texts, with - and +. */
function changedLines(before: string, after: string): readonly string[] {
  const old = before.split("\n");
  const now = after.split("\n");
  return [
    ...old.filter((line) => !now.includes(line)).map((line) => `-${line}`),
    ...now.filter((line) => !old.includes(line)).map((line) => `+${line}`),
  ];
}

const withCompile = (more: object): PipelineDeclaration => ({
  ...base,
  stages: [SOURCE, { ...BUILD, actions: [{ ...COMPILE, ...more }] }, GATE],
});

describe("an edit of a YAML text", () => {
  it("does nothing when the text says it already, however it says it", () => {
    expect(editCode({ text: TEXT, language: "yaml", wanted: structuredClone(base) }).edits).toEqual([]);
  });

  it("changes one value and keeps its quotes and the comment behind it", () => {
    const renamed = { ...base, name: "shop2", roleArn: "it's" };
    expect(changedLines(TEXT, edited(TEXT, renamed))).toEqual([
      "-name: shop # do not rename",
      "-roleArn: 'arn:aws:iam::123456789012:role/CodePipeline'",
      "+name: shop2 # do not rename",
      "+roleArn: 'it''s'",
    ]);
  });

  it("puts a new member behind the one it follows, and takes a removed one out with its lines", () => {
    const wanted = withCompile({ namespace: "build", inputArtifacts: undefined });
    expect(changedLines(TEXT, edited(TEXT, wanted))).toEqual([
      "-        inputArtifacts: [{ name: SourceOutput }]",
      "+        namespace: build",
    ]);
  });

  it("quotes what would not be read as text", () => {
    const wanted = withCompile({ configuration: { ...COMPILE.configuration, Timeout: "5", Version: "#{a.b}" } });
    const text = edited(TEXT, wanted);
    expect(text).toContain('          Timeout: "5"\n          Version: "#{a.b}"\n');
  });

  it("writes several lines as a block", () => {
    const wanted = withCompile({ commands: ["npm ci", "npm test\nnpm run build"] });
    expect(edited(TEXT, wanted)).toContain(
      "        commands:\n          - npm ci\n          - |-\n            npm test\n            npm run build\n",
    );
  });

  it("moves a stage with the comment above it", () => {
    const moved = edited(TEXT, { ...base, stages: [SOURCE, GATE, BUILD] });
    expect(changedLines(TEXT, moved)).toEqual([]);
    expect(moved.indexOf("- name: Gate")).toBeLessThan(moved.indexOf("# Compiles and packs\n  - name: Build"));
    expect(moved).toContain("\n\n  # Compiles and packs\n");
  });

  it("removes a stage with the comment above it and leaves no gap behind", () => {
    const text = edited(TEXT, { ...base, stages: [SOURCE, GATE] });
    expect(text).not.toContain("Compiles and packs");
    expect(text).toContain("- name: SourceOutput\n\n  - name: Gate\n");
  });

  it("adds a stage spaced as the others are", () => {
    const stages = [SOURCE, BUILD, GATE, stage("Deploy", buildAction("Ship"))];
    expect(edited(TEXT, { ...base, stages })).toContain('version: "1" }\n\n  - name: Deploy\n    actions:\n');
  });

  it("changes the short form in place", () => {
    const text = edited(TEXT, withCompile({ inputArtifacts: [{ name: "SourceOutput" }, { name: "a, b" }] }));
    expect(text).toContain('inputArtifacts: [{ name: SourceOutput }, {"name":"a, b"}]');
  });

  it("keeps lists whose dashes stand below their name", () => {
    const text =
      "name: a\nroleArn: b\nstages:\n- name: S\n  actions:\n  - name: A\n    actionTypeId: {category: Build, owner: AWS, provider: CodeBuild, version: '1'}";
    const now = edited(text, { ...read(text), variables: [{ name: "V" }] });
    expect(now).toBe(`${text}\nvariables:\n- name: V`);
  });

  it("empties and fills a list", () => {
    const empty = edited(TEXT, { ...base, stages: [] });
    expect(read(empty)).toEqual({ ...base, stages: [] });
    expect(empty).toContain("# do not rename");
    expect(read(edited(empty, base))).toEqual(base);
  });

  it("still says what is wanted where anchors and merges make a change in place impossible", () => {
    const text = `name: a
roleArn: b
stages:
  - name: S
    actions:
      - &first
        name: A
        actionTypeId: &type { category: Build, owner: AWS, provider: CodeBuild, version: "1" }
      - <<: *first
        name: B
`;
    const was = read(text);
    const [first] = was.stages;
    const wanted = { ...was, stages: [{ ...first, name: "S", actions: (first?.actions ?? []).slice(0, 1) }] };
    expect(sameValue(read(edited(text, wanted)), wanted)).toBe(true);
    const other = {
      ...was,
      stages: was.stages.map((each) => ({ ...each, actions: each.actions.map((a) => ({ ...a, runOrder: 2 })) })),
    };
    expect(sameValue(read(edited(text, other)), other)).toBe(true);
  });
});

describe("an edit of a JSON text", () => {
  const text = `${JSON.stringify(base, null, 4)}\n`;

  it("changes one line for one value", () => {
    const wanted = withCompile({ configuration: { ...COMPILE.configuration, ProjectName: "other" } });
    expect(changedLines(text, edited(text, wanted, "json"))).toHaveLength(2);
  });

  it("sets what it adds as the rest is set, and takes commas away with what it removes", () => {
    const wanted = { ...base, stages: [SOURCE, BUILD, GATE, stage("Deploy", approvalAction("Again"))] };
    expect(edited(text, wanted, "json")).toBe(`${JSON.stringify(wanted, null, 4)}\n`);
    const fewer = { ...base, stages: [BUILD] };
    expect(edited(text, fewer, "json")).toBe(`${JSON.stringify(fewer, null, 4)}\n`);
    const moved = { ...base, stages: [GATE, SOURCE, BUILD] };
    expect(edited(text, moved, "json")).toBe(`${JSON.stringify(moved, null, 4)}\n`);
  });
});

/** A comment behind every line and blank lines between: what a careful person's file looks like. */
function commented(text: string): string {
  return text
    .split("\n")
    .map((line, index) => (line.trim() === "" ? line : `${line} # c${index}`))
    .join("\n");
}

/** A few changes of any kind to a pipeline. */
const arbitraryChange = fc.array(
  fc.record({ kind: fc.nat(6), stageIndex: fc.nat(5), actionIndex: fc.nat(11), text: fc.string() }),
  { minLength: 1, maxLength: 4 },
);
type Change = typeof arbitraryChange extends fc.Arbitrary<(infer Each)[]> ? Each : never;

function change(
  declaration: PipelineDeclaration,
  { kind, stageIndex, actionIndex, text }: Change,
): PipelineDeclaration {
  const stages = declaration.stages.map((each) => ({ ...each, actions: [...each.actions] }));
  const at = stageIndex % Math.max(1, stages.length);
  const actions = stages[at]?.actions ?? [];
  const index = actionIndex % Math.max(1, actions.length);
  const action = actions[index];
  if (kind === 0) stages.splice(at, 1);
  if (kind === 1) stages.splice(at, 0, stage(`New${text}`, sourceAction(), approvalAction(text)));
  if (kind === 2) stages.push(...stages.splice(at, 1));
  if (kind === 3) actions.splice(index, 1);
  if (kind === 4) actions.unshift(...actions.splice(index, 1));
  if (kind === 5 && action)
    actions[index] = { ...action, configuration: { ...action.configuration, [`k${text}`]: text } };
  if (kind === 6 && action) actions[index] = { ...action, name: text, runOrder: actionIndex };
  return { ...declaration, stages };
}

describe.each(CODE_LANGUAGES)("any edits of a %s text", (language) => {
  it("make it say what is wanted", () => {
    fc.assert(
      fc.property(arbitraryPipeline, arbitraryChange, (declaration, changes) => {
        const text = printCode(declaration, language);
        const wanted = changes.reduce(change, declaration);
        expect(sameValue(read(edited(text, wanted, language), language), wanted)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it("turn any text into any other", () => {
    fc.assert(
      fc.property(arbitraryPipeline, arbitraryPipeline, (before, after) => {
        const text = edited(printCode(before, language), after, language);
        expect(sameValue(read(text, language), after)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});

it("any edits of a YAML text keep the comment of every line that still says the same", () => {
  fc.assert(
    fc.property(arbitraryPipeline, arbitraryChange, (declaration, changes) => {
      const text = commented(printCode(declaration, "yaml"));
      const wanted = changes.reduce(change, declaration);
      const now = edited(text, wanted);
      const namesLeft = wanted.stages.flatMap(({ actions }) => actions.map(({ name }) => `- name: ${name} #`));
      const kept = text.split("\n").filter((line) => namesLeft.some((name) => line.trim().startsWith(name)));
      expect(kept.filter((line) => !now.includes(line.trim()))).toEqual([]);
      expect(sameValue(read(now), wanted)).toBe(true);
    }),
    { numRuns: 40 },
  );
});

it("is quick for 500 actions", () => {
  const large = pipeline(
    Array.from({ length: 50 }, (_, at) =>
      stage(`S${at}`, ...Array.from({ length: 10 }, (_unused, index) => buildAction(`A${at}-${index}`))),
    ),
  );
  const text = printCode(large, "yaml");
  const wanted = { ...large, stages: large.stages.map((each, at) => (at === 25 ? { ...each, name: "Other" } : each)) };
  expect(editCode({ text, language: "yaml", wanted }).edits).toHaveLength(1);
});
