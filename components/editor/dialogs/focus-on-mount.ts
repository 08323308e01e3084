/** As a ref: puts the keyboard into the field a dialog is about, rather than on its close button. */
export function focusOnMount(element: HTMLElement | null): void {
  element?.focus();
}
