import { RowHeights } from "./row-heights";

/** Which rows to draw, the first at `top` pixels within the box. */
export interface LogWindow {
  readonly first: number;
  /** Excluded. */
  readonly last: number;
  readonly top: number;
  readonly isFollowing: boolean;
}

type Align = "start" | "center";
type Pin = "end" | { readonly row: number; readonly align: Align };

export const ROW_HEIGHT = 18;
/** Drawn above and below what is seen. */
const OVERSCAN = 30;
/** Browsers draw nothing that is further down than some 17 million pixels; a longer log scrolls faster instead. */
const HIGHEST_BOX = 15_000_000;
const NO_WINDOW: LogWindow = { first: 0, last: 0, top: 0, isFollowing: true };

/**
 * Scrolls rows of differing height that are drawn only where they are seen. It begins at the end. The end, or a place it was
 * sent to, it holds while rows are measured and added, until a person scrolls.
 */
export class LogViewport {
  readonly #heights = new RowHeights(ROW_HEIGHT);
  readonly #listeners = new Set<() => void>();
  readonly #rows = new Set<HTMLElement>();
  #box: HTMLElement | null = null;
  #spacer: HTMLElement | null = null;
  #observer: ResizeObserver | null = null;
  #count = 0;
  #pin: Pin | null = "end";
  /** Where this has scrolled to itself: another place was chosen by a person. */
  #expected = 0;
  #width = 0;
  #window = NO_WINDOW;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getWindow = (): LogWindow => this.#window;

  readonly isFollowing = (): boolean => this.#window.isFollowing;

  /** The element that scrolls; its first child is stretched to the height of all rows. */
  readonly attach = (box: HTMLElement | null): (() => void) | undefined => {
    if (!box) return undefined;
    const observer = new ResizeObserver((entries) => this.#onResize(entries));
    this.#box = box;
    this.#spacer = box.firstElementChild instanceof HTMLElement ? box.firstElementChild : null;
    this.#observer = observer;
    const onScroll = (): void => this.#onScroll();
    box.addEventListener("scroll", onScroll, { passive: true });
    observer.observe(box);
    for (const row of this.#rows) observer.observe(row);
    this.#settle();
    return () => {
      box.removeEventListener("scroll", onScroll);
      observer.disconnect();
      this.#box = this.#spacer = this.#observer = null;
    };
  };

  /** A row that is drawn; its number is its `data-row`. */
  readonly attachRow = (row: HTMLElement | null): (() => void) | undefined => {
    if (!row) return undefined;
    this.#rows.add(row);
    this.#observer?.observe(row);
    return () => {
      this.#rows.delete(row);
      this.#observer?.unobserve(row);
    };
  };

  setCount(count: number): void {
    this.#count = count;
    this.#settle();
  }

  /** The rows are others than before, or drawn otherwise: those on screen are as high as they are now. */
  measureAll(): void {
    this.#heights.clear();
    for (const row of this.#rows) this.#heights.set(Number(row.dataset["row"]), row.offsetHeight);
    this.#settle();
  }

  scrollTo(row: number, align: Align = "center"): void {
    this.#pin = { row, align };
    this.#settle();
  }

  follow(isFollowing: boolean): void {
    this.#pin = isFollowing ? "end" : null;
    this.#settle();
  }

  /** Shows a part of a row that is wider or higher than the box. */
  reveal(part: HTMLElement): void {
    this.#pin = null;
    part.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.#expected = this.#box?.scrollTop ?? 0;
    this.#draw();
  }

  /** The first row that is seen. */
  get topRow(): number {
    return this.#heights.rowAt(this.#offset, this.#count);
  }

  get #total(): number {
    return this.#heights.topOf(this.#count);
  }

  get #height(): number {
    return this.#box?.clientHeight ?? 0;
  }

  /** Rows' pixels per pixel scrolled. */
  get #scale(): number {
    const scrolled = Math.min(this.#total, HIGHEST_BOX) - this.#height;
    return scrolled <= 0 ? 1 : (this.#total - this.#height) / scrolled;
  }

  get #offset(): number {
    return (this.#box?.scrollTop ?? 0) * this.#scale;
  }

  #onScroll(): void {
    if (!this.#box) return;
    if (Math.abs(this.#box.scrollTop - this.#expected) > 1.5) {
      this.#expected = this.#box.scrollTop;
      const isAtEnd = this.#box.scrollTop + this.#height >= this.#box.scrollHeight - 2;
      this.#pin = isAtEnd ? "end" : null;
    }
    this.#draw();
  }

  #onResize(entries: readonly ResizeObserverEntry[]): void {
    const row = this.topRow;
    const within = this.#offset - this.#heights.topOf(row);
    let isNews = false;
    for (const { target } of entries) {
      if (!(target instanceof HTMLElement)) continue;
      if (target === this.#box) {
        isNews = true;
        if (target.clientWidth !== this.#width) this.#heights.clear();
        this.#width = target.clientWidth;
      } else if (this.#heights.set(Number(target.dataset["row"]), target.offsetHeight)) isNews = true;
    }
    if (!isNews) return;
    if (this.#pin === null) this.#moveTo(this.#heights.topOf(row) + within);
    this.#settle();
  }

  /** Holds the place it was sent to, and draws what is seen from there. */
  #settle(): void {
    if (!this.#box) return;
    if (this.#pin === "end") this.#moveTo(this.#total - this.#height);
    else if (this.#pin) {
      const { row, align } = this.#pin;
      const space = align === "center" ? Math.max(0, this.#height - this.#heights.heightOf(row)) / 2 : 0;
      this.#moveTo(this.#heights.topOf(row) - space);
    } else this.#stretch();
    this.#draw();
  }

  #stretch(): void {
    if (this.#spacer) this.#spacer.style.height = `${Math.min(this.#total, HIGHEST_BOX)}px`;
  }

  #moveTo(offset: number): void {
    this.#stretch();
    if (!this.#box) return;
    this.#box.scrollTop = Math.max(0, offset) / this.#scale;
    this.#expected = this.#box.scrollTop;
  }

  #draw(): void {
    const offset = this.#offset;
    const heights = this.#heights;
    const first = Math.max(0, heights.rowAt(offset, this.#count) - OVERSCAN);
    const last = Math.min(this.#count, heights.rowAt(offset + this.#height, this.#count) + 1 + OVERSCAN);
    const top = (this.#box?.scrollTop ?? 0) + heights.topOf(first) - offset;
    const isFollowing = this.#pin === "end";
    const before = this.#window;
    const isSame = before.first === first && before.last === last && before.isFollowing === isFollowing;
    if (isSame && Math.abs(before.top - top) < 0.5) return;
    this.#window = { first, last, top, isFollowing };
    for (const listener of this.#listeners) listener();
  }
}
