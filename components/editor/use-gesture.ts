import { useMemo, useRef, type FocusEvent } from "react";

let gestures = 0;

/** An id under which the edits of one gesture become one step of the history. */
export function newGesture(): string {
  gestures += 1;
  return `gesture-${gestures}`;
}

/**
 * One undo step for each visit to a field: put `onFocusCapture` on the form, and give `current()` to its edits.
 */
export function useFieldGesture() {
  const gesture = useRef(newGesture());
  return useMemo(
    () => ({
      current: (): string => gesture.current,
      onFocusCapture: (_event: FocusEvent): void => {
        gesture.current = newGesture();
      },
    }),
    [],
  );
}
