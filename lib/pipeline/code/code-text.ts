import { isMap, isNode, isSeq, type Node } from "yaml";
import type { CodeEdit } from "./code-edit";
import type { CodeLanguage } from "./code-language";
import { printJson } from "./print-code";

/** A text that has been parsed, and where things stand in it. */
export class CodeText {
  readonly text: string;
  readonly language: CodeLanguage;

  constructor(text: string, language: CodeLanguage) {
    this.text = text;
    this.language = language;
  }

  /** Where what a node says ends, without the line break behind a block of text. */
  endOf(node: unknown): number {
    if (isMap(node) && !node.flow) {
      const last = node.items.at(-1);
      return last ? this.endOfPair(last) : (node.range?.[1] ?? 0);
    }
    if (isSeq(node) && !node.flow) return this.endOf(node.items.at(-1));
    const [from, to] = (isNode(node) && node.range) || [0, 0];
    return from + this.text.slice(from, to).trimEnd().length;
  }

  endOfPair({ key, value }: { readonly key: unknown; readonly value?: unknown }): number {
    const afterKey = isNode(key) ? this.text.indexOf(":", key.range?.[1] ?? 0) + 1 : 0;
    return Math.max(afterKey, this.endOf(value));
  }

  /** A new value between brackets, laid out as the text around `at` is: on lines of its own, or on the same line. */
  printFlow(value: unknown, at: number): string {
    const indent = /^[ \t]*/.exec(this.text.slice(this.lineStart(at), at))?.[0] ?? "";
    const isOnOwnLine = this.text.slice(this.lineStart(at), at).trim() === "" || this.language === "json";
    if (!isOnOwnLine) return JSON.stringify(value);
    return printJson(value, indentUnit(this.text)).replaceAll("\n", `\n${indent}`);
  }

  startOf(node: Node): number {
    return node.range?.[0] ?? 0;
  }

  lineStart(offset: number): number {
    // A search that began before the text would find its first sign.
    return offset === 0 ? 0 : this.text.lastIndexOf("\n", offset - 1) + 1;
  }

  /** Behind the line break that ends this line, or the end of the text. */
  lineEnd(offset: number): number {
    const end = this.text.indexOf("\n", offset);
    return end === -1 ? this.text.length : end + 1;
  }

  columnOf(offset: number): number {
    return offset - this.lineStart(offset);
  }
}

/** A text that can turn the difference of two values into edits. */
export interface ChangingText extends CodeText {
  /** @returns `null` when the node has to be written anew, which is for whoever holds it to do */
  change(node: unknown, was: unknown, wanted: unknown, isInFlow?: boolean): readonly CodeEdit[] | null;
}

/** How far the first line that is set in stands from the margin. */
function indentUnit(text: string): number {
  return /^ +(?=\S)/m.exec(text)?.[0].length ?? 2;
}

/** Lines after the first begin in this column; empty ones stay empty. */
export function indentLines(text: string, column: number): string {
  return text.trimEnd().replaceAll(/\n(?=[^\n])/g, `\n${" ".repeat(column)}`);
}
