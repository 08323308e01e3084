import { isNull, type Position, type SourceNode } from "../source-node";
import { isUnknown, textOf, wordNode } from "./nodes";

/** What an operator comes to between two values; `null` when one of them is not known, or it cannot be applied to them. */
export function applyOperator(
  operator: string,
  { left, right }: { readonly left: SourceNode; readonly right: SourceNode },
  position: Position,
): SourceNode | null {
  if (isUnknown(left) || isUnknown(right)) return null;
  if (operator === "==" || operator === "!=") {
    const isSame = isNull(left) || isNull(right) ? isNull(left) && isNull(right) : textOf(left) === textOf(right);
    return left.kind === "text" || right.kind === "text" ? wordNode(isSame === (operator === "=="), position) : null;
  }
  const a = textOf(left);
  const b = textOf(right);
  return a === null || b === null ? null : calculate(operator, [a, b], position);
}

function calculate(operator: string, [a, b]: readonly [string, string], position: Position): SourceNode | null {
  const x = Number(a);
  const y = Number(b);
  switch (operator) {
    case "&&":
      return wordNode(a === "true" && b === "true", position);
    case "||":
      return wordNode(a === "true" || b === "true", position);
    case "<":
      return wordNode(x < y, position);
    case ">":
      return wordNode(x > y, position);
    case "<=":
      return wordNode(x <= y, position);
    case ">=":
      return wordNode(x >= y, position);
    case "+":
      return wordNode(x + y, position);
    case "-":
      return wordNode(x - y, position);
    case "*":
      return wordNode(x * y, position);
    case "/":
      return y === 0 ? null : wordNode(x / y, position);
    case "%":
      return y === 0 ? null : wordNode(x % y, position);
    default:
      return null;
  }
}
