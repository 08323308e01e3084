export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const STORAGE_KEY = "theme";

/**
 * Runs in <head>, before first paint, so that no page ever flashes in the wrong theme. It also follows the system
 * while `system` is chosen, and other tabs.
 */
export const THEME_SCRIPT = `(() => {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    let theme = null;
    try { theme = localStorage.getItem("${STORAGE_KEY}"); } catch {}
    const chosen = theme === "light" || theme === "dark" ? theme : dark.matches ? "dark" : "light";
    document.documentElement.dataset.theme = chosen;
  };
  apply();
  dark.addEventListener("change", apply);
  addEventListener("storage", apply);
})()`;

export function readTheme(): Theme {
  const stored = localStorage.getItem(STORAGE_KEY);
  return THEMES.find((theme) => theme === stored) ?? "system";
}

/** Remembers the choice; the script in <head> applies it through the event. */
export function chooseTheme(theme: Theme): void {
  localStorage.setItem(STORAGE_KEY, theme);
  window.dispatchEvent(new StorageEvent("storage", { key: STORAGE_KEY }));
}

export function subscribeToTheme(listener: () => void): () => void {
  window.addEventListener("storage", listener);
  return () => window.removeEventListener("storage", listener);
}
