import { describe, expect, it } from "vitest";
import type { ShapeTable } from "../shape";
import { readForm } from "./read-form";

const SHAPES: ShapeTable = {
  Input: { type: "structure", members: { Name: "Text", Tags: "Tags", Keep: "Switch", Limit: "Number" } },
  Tags: { type: "list", member: "Tag" },
  Tag: { type: "structure", members: { Key: "Text", Value: "Text" } },
  Text: { type: "string" },
  Switch: { type: "boolean" },
  Number: { type: "integer" },
};
const read = (query: string) => readForm(SHAPES, "Input", new URLSearchParams(query));

describe("a form", () => {
  it("is read by the shape it stands for", () => {
    expect(read("Name=a+b&Keep=true&Limit=7&Tags.member.2.Key=y&Tags.member.1.Key=x&Tags.member.1.Value=")).toEqual({
      Name: "a b",
      Keep: true,
      Limit: 7,
      Tags: [{ Key: "x", Value: "" }, { Key: "y" }],
    });
  });

  it("can say that a list is empty", () => {
    expect(read("Tags=")).toEqual({ Tags: [] });
  });

  it("loses fields that its shape does not know, whatever they are called", () => {
    expect(read("Action=X&__proto__.Name=a&constructor=b&Tags.member.1.__proto__=c")).toEqual({ Tags: [{}] });
  });

  it("keeps what does not fit, for the check that follows", () => {
    expect(read("Keep=perhaps&Limit=1.5&Name.member.1=a")).toEqual({ Keep: "perhaps", Limit: "1.5", Name: null });
  });

  it("holds no NUL, which no database keeps", () => {
    expect(() => read("Name=a%00b")).toThrow("NUL");
  });

  it("is refused when it is made to be large or deep", () => {
    const wide = Array.from({ length: 5_001 }, (_, index) => `Tags.member.${index}.Key=a`).join("&");
    expect(() => read(wide)).toThrow("5000 fields");
    expect(() => read(`${"a.".repeat(20)}b=1`)).toThrow("fields");
  });
});
