import type { ReactNode } from 'react';
import type { Product } from './products.ts';

const OAK = '#b8834f';
const OAK_DARK = '#8f6136';
const BRASS = '#c9a14a';
const MOSS = '#6d7f52';
const STEEL = '#3b4245';
const GLOW = '#ffe9b8';

/** Drawings on a 240 × 240 grid, the floor at 206. */
const DRAWINGS: Readonly<Record<Product['id'], ReactNode>> = {
  halo: (
    <>
      <ellipse cx="120" cy="206" rx="46" ry="7" fill={STEEL} />
      <path d="M120 204V86" stroke={BRASS} strokeWidth="5" />
      <path d="M86 96 98 46h44l12 50Z" fill="#f5ead4" />
      <path d="M86 96h68l-2-8H88Z" fill={GLOW} />
      <circle cx="120" cy="66" r="58" fill={GLOW} opacity=".28" />
    </>
  ),
  pebble: (
    <>
      <circle cx="120" cy="128" r="74" fill={GLOW} opacity=".3" />
      <ellipse cx="120" cy="126" rx="56" ry="46" fill="#fff6e2" />
      <ellipse cx="104" cy="112" rx="18" ry="11" fill="#fff" opacity=".8" />
      <rect x="92" y="168" width="56" height="38" rx="6" fill={OAK} />
      <path d="M92 182h56" stroke={OAK_DARK} strokeWidth="2" opacity=".6" />
    </>
  ),
  arc: (
    <>
      <ellipse cx="82" cy="206" rx="38" ry="6" fill={STEEL} />
      <path
        d="M82 204C78 90 100 46 164 56"
        fill="none"
        stroke={STEEL}
        strokeWidth="5"
        strokeLinecap="round"
      />
      <path d="M142 84c2-22 14-31 30-29 15 2 24 13 21 35Z" fill="#a4472b" />
      <path d="M144 86l47 5 14 74c-30 14-62 10-84-6Z" fill={GLOW} opacity=".45" />
    </>
  ),
  nest: (
    <>
      <path d="M66 190 58 206M174 190l8 16" stroke={OAK_DARK} strokeWidth="8" strokeLinecap="round" />
      <path d="M72 84c0-28 20-44 48-44s48 16 48 44v66H72Z" fill={MOSS} />
      <path
        d="M64 142h112a10 10 0 0 1 10 10v26a14 14 0 0 1-14 14H68a14 14 0 0 1-14-14v-26a10 10 0 0 1 10-10Z"
        fill="#7d9060"
      />
      <path
        d="M46 124a14 14 0 0 1 28 0v54H58a12 12 0 0 1-12-12ZM194 124a14 14 0 0 0-28 0v54h16a12 12 0 0 0 12-12Z"
        fill="#5c6d44"
      />
      <path d="M96 62v60M120 54v66M144 62v60" stroke="#5c6d44" strokeWidth="2" opacity=".5" />
    </>
  ),
  perch: (
    <>
      <path
        d="M88 94 70 206M152 94l18 112M106 94l-6 112M134 94l6 112"
        stroke={OAK}
        strokeWidth="7"
        strokeLinecap="round"
      />
      <path d="M80 160h80" stroke={STEEL} strokeWidth="6" strokeLinecap="round" />
      <path
        d="M76 76h88a10 10 0 0 1 10 10v4a8 8 0 0 1-8 8H74a8 8 0 0 1-8-8v-4a10 10 0 0 1 10-10Z"
        fill={OAK_DARK}
      />
    </>
  ),
  field: (
    <>
      <path d="M56 122 46 206M184 122l10 84" stroke={OAK_DARK} strokeWidth="9" strokeLinecap="round" />
      <rect x="24" y="106" width="192" height="17" rx="6" fill={OAK} />
      <path d="M34 113h120M110 118h86" stroke={OAK_DARK} strokeWidth="1.5" opacity=".5" />
      <path d="M104 106c0-14 6-22 16-22s16 8 16 22Z" fill="#e9dcc6" />
      <path
        d="M120 84c-2-16-14-20-18-34M120 84c0-18 8-24 6-40M120 84c4-12 16-14 22-24"
        stroke={MOSS}
        strokeWidth="4"
        fill="none"
        strokeLinecap="round"
      />
    </>
  ),
  drift: (
    <>
      <path
        d="M84 116 66 206M156 116l18 90M120 118v88"
        stroke="#4d3a2a"
        strokeWidth="7"
        strokeLinecap="round"
      />
      <ellipse cx="120" cy="112" rx="72" ry="15" fill="#5b4532" />
      <ellipse cx="120" cy="107" rx="66" ry="11" fill="#705640" />
      <path d="M108 104V84h24v20Z" fill="#f1e7d6" />
      <path d="M132 88c12-2 12 12 0 12" fill="none" stroke="#f1e7d6" strokeWidth="4" />
    </>
  ),
  dune: (
    <>
      <path d="M50 132v74M190 132v74M50 176h140" stroke={OAK} strokeWidth="8" strokeLinecap="round" />
      <rect x="32" y="114" width="176" height="26" rx="9" fill="#e6d3ae" />
      <path
        d="M48 115v24M64 115v24M80 115v24M96 115v24M112 115v24M128 115v24M144 115v24M160 115v24M176 115v24M192 115v24"
        stroke="#c8b083"
        strokeWidth="3"
      />
    </>
  ),
};

/** The drawing of a product; its name stands beside it. */
export function ProductPicture({ id }: Pick<Product, 'id'>) {
  return (
    <svg viewBox="0 0 240 240" aria-hidden="true">
      <ellipse cx="120" cy="208" rx="92" ry="10" fill="#000" opacity=".07" />
      {DRAWINGS[id]}
    </svg>
  );
}
