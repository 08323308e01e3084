import { isMap, isNode, isScalar, isSeq, type Scalar } from "yaml";
import { isPlainObject } from "../is-plain-object";
import { sameValue } from "../same-value";
import { changeBlockMap, changeBlockList } from "./change-block";
import { changeFlow } from "./change-flow";
import type { CodeEdit } from "./code-edit";
import { CodeText, type ChangingText } from "./code-text";
import { printYaml } from "./print-code";

/** Such a text means itself wherever it stands in YAML. */
const PLAIN = /^(?!(?:true|false|null|yes|no|on|off)$)[A-Za-z_][\w./-]*$/i;

/** Turns the difference of two values into edits of the text that says the first. */
export class CodeChange extends CodeText implements ChangingText {
  change(node: unknown, was: unknown, wanted: unknown, isInFlow = false): readonly CodeEdit[] | null {
    if (sameValue(was, wanted)) return [];
    // What has an anchor is used elsewhere too, and what has a tag is no plain value.
    if (!isNode(node) || node.tag?.startsWith("!") || ("anchor" in node && node.anchor)) return null;
    if (isMap(node) && isPlainObject(was) && isPlainObject(wanted)) {
      return node.flow ? changeFlow(this, node, was, wanted) : changeBlockMap(this, node, was, wanted);
    }
    if (isSeq(node) && Array.isArray(was) && Array.isArray(wanted)) {
      return node.flow ? changeFlow(this, node, was, wanted) : changeBlockList(this, node, was, wanted);
    }
    return isScalar(node) ? this.#changeScalar(node, wanted, isInFlow) : null;
  }

  #changeScalar(node: Scalar, wanted: unknown, isInFlow: boolean): readonly CodeEdit[] | null {
    const [from, to] = node.range ?? [0, 0];
    if (from === to || typeof wanted === "object" || node.type?.startsWith("BLOCK")) return null;
    const insert = this.#scalarText(node, wanted, isInFlow);
    return insert.includes("\n") ? null : [{ from, to, insert }];
  }

  #scalarText({ type }: Scalar, wanted: unknown, isInFlow: boolean): string {
    if (typeof wanted !== "string" || this.language === "json" || type === "QUOTE_DOUBLE") {
      return JSON.stringify(wanted);
    }
    if (wanted.includes("\n")) return "\n";
    if (type === "QUOTE_SINGLE" && !/[^\x20-\x7e\u00a0-\ufffd]/.test(wanted))
      return `'${wanted.replaceAll("'", "''")}'`;
    if (isInFlow) return PLAIN.test(wanted) ? wanted : JSON.stringify(wanted);
    return printYaml(wanted).trimEnd();
  }
}
