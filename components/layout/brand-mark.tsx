/** A gate valve: the stem, the wheel, the two halves of the pipe. */
export function BrandMark({ className }: { readonly className?: string }) {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true" className={className}>
      <path
        fill="currentColor"
        stroke="currentColor"
        strokeLinejoin="round"
        d="M3 6.8v7.4L8 10.5zM13 6.8v7.4L8 10.5z"
      />
      <path
        d="M.8 10.5h2M13.2 10.5h2M8 10.5V3M4.5 2.6h7"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.7"
        strokeLinecap="round"
      />
    </svg>
  );
}
