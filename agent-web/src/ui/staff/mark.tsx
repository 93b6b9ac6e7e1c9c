/** Weft's mark: two threads over and under two others. */
export function Mark({ size = 32 }: { readonly size?: number }) {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="#0b5d56" />
      <g fill="none" strokeWidth="3.6" strokeLinecap="round">
        <path d="M10.5 7v18M21.5 7v18" stroke="#8fe3d6" />
        <path d="M7 10.5h7M18 10.5h7M7 21.5h3M14 21.5h11" stroke="#fff" />
      </g>
    </svg>
  );
}
