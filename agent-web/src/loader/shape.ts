const SVG = 'http://www.w3.org/2000/svg';

/** An element with attributes and children; text stays text, so nothing here can become markup. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** Outlines on a 24 × 24 grid. */
const OUTLINES = {
  bubble: [
    'M4.5 4.5h15a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-7.6L7 21.5v-4H4.5a2 2 0 0 1-2-2v-9a2 2 0 0 1 2-2Z',
    'M7.5 9.2h9M7.5 12.8h5.5',
  ],
  spark: [
    'M12 3a9 9 0 1 1 0 18 9 9 0 0 1 0-18Z',
    'M9.6 9.4a2.5 2.5 0 1 1 3.6 2.3c-.8.4-1.2.9-1.2 1.7M12 16.6v.1',
  ],
  phone: [
    'M6.2 3.5h2.3a1.5 1.5 0 0 1 1.46 1.14l.62 2.5a1.5 1.5 0 0 1-.5 1.52L8.6 9.9a12.5 12.5 0 0 0 5.5 5.5l1.24-1.48a1.5 1.5 0 0 1 1.52-.5l2.5.62a1.5 1.5 0 0 1 1.14 1.46v2.3a2.7 2.7 0 0 1-2.7 2.7C9.9 20.5 3.5 14.1 3.5 6.2a2.7 2.7 0 0 1 2.7-2.7Z',
  ],
  video: [
    'M5 6h8.5A2.5 2.5 0 0 1 16 8.5v7A2.5 2.5 0 0 1 13.5 18H5a2.5 2.5 0 0 1-2.5-2.5v-7A2.5 2.5 0 0 1 5 6Z',
    'm16 11 5.5-3.5v9L16 13',
  ],
} as const;

/** A picture beside a text: hidden from assistive technology, drawn in the text's colour. */
export function icon(name: keyof typeof OUTLINES): SVGElement {
  const made = document.createElementNS(SVG, 'svg');
  made.setAttribute('viewBox', '0 0 24 24');
  made.setAttribute('aria-hidden', 'true');
  for (const outline of OUTLINES[name]) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', outline);
    made.append(path);
  }
  return made;
}
