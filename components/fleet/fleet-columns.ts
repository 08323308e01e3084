/** The columns of the list at each width; a card of three lines on a phone. Header and rows share them. */
export const COLUMNS =
  "grid items-center gap-x-2.5 " +
  "sm:grid-cols-[28px_minmax(0,1.3fr)_minmax(150px,1fr)_150px] " +
  "md:grid-cols-[28px_minmax(0,1.2fr)_150px_minmax(0,1.2fr)_150px_74px] " +
  "lg:grid-cols-[28px_minmax(0,1.1fr)_150px_minmax(0,1fr)_minmax(0,1.3fr)_150px_74px_78px] " +
  "xl:grid-cols-[28px_minmax(0,1.1fr)_160px_minmax(0,1fr)_minmax(0,1.4fr)_150px_84px_84px_58px]";
