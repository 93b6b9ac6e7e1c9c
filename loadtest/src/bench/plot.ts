import { escaped } from '../../k6/html.ts';

const WIDTH = 640;
const HEIGHT = 220;
const LEFT = 56;
const BOTTOM = 40;
const TOP = 12;

/** A number as an axis shows it: 12, 1.5k, 80k. */
export const short = (value: number): string =>
  Math.abs(value) >= 1_000
    ? `${Number((value / 1_000).toPrecision(3))}k`
    : String(Number(value.toPrecision(3)));

const frame = (title: string, inner: string): string =>
  `<figure><svg viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" role="img" aria-label="${escaped(title)}">${inner}
<line x1="${LEFT}" y1="${HEIGHT - BOTTOM}" x2="${WIDTH}" y2="${HEIGHT - BOTTOM}" stroke="var(--line)"/></svg>
<figcaption>${escaped(title)}</figcaption></figure>`;

const label = (x: number, y: number, text: string, anchor = 'middle'): string =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${escaped(text)}</text>`;

/** Bars side by side, each under its name; the tallest fills the height. */
export function bars(
  title: string,
  values: readonly { readonly name: string; readonly value: number }[],
): string {
  const most = Math.max(...values.map(({ value }) => value), Number.MIN_VALUE);
  const step = (WIDTH - LEFT) / Math.max(1, values.length);
  /** So many names fit below. */
  const every = Math.ceil(values.length / 14);
  const drawn = values.map(({ name, value }, i) => {
    const height = (Math.max(0, value) / most) * (HEIGHT - BOTTOM - TOP);
    const x = LEFT + i * step;
    const bar = `<rect x="${(x + step * 0.1).toFixed(1)}" y="${(HEIGHT - BOTTOM - height).toFixed(1)}" width="${(step * 0.8).toFixed(1)}" height="${height.toFixed(1)}" fill="var(--bar)"><title>${escaped(name)}: ${value}</title></rect>`;
    return i % every === 0 ? `${bar}${label(x + step / 2, HEIGHT - BOTTOM + 16, name)}` : bar;
  });
  return frame(title, `${label(LEFT - 6, TOP + 10, short(most), 'end')}${drawn.join('')}`);
}

/** Points over a load: the held ones full, the others hollow. */
export function points(
  title: string,
  values: readonly { readonly x: number; readonly y: number; readonly held: boolean }[],
): string {
  const [mostX, mostY] = [
    Math.max(...values.map(({ x }) => x), Number.MIN_VALUE),
    Math.max(...values.map(({ y }) => y), Number.MIN_VALUE),
  ];
  const drawn = values.map(({ x, y, held }) => {
    const [cx, cy] = [
      LEFT + (x / mostX) * (WIDTH - LEFT - 12),
      HEIGHT - BOTTOM - (y / mostY) * (HEIGHT - BOTTOM - TOP),
    ];
    const look = held ? 'fill="var(--bar)"' : 'fill="none" stroke="var(--bad)" stroke-width="2"';
    return `<circle cx="${cx.toFixed(1)}" cy="${cy.toFixed(1)}" r="5" ${look}><title>${x}: ${y}${held ? '' : ', did not hold'}</title></circle>`;
  });
  const axes = [
    label(LEFT - 6, TOP + 10, short(mostY), 'end'),
    label(LEFT - 6, HEIGHT - BOTTOM, '0', 'end'),
    label(LEFT, HEIGHT - BOTTOM + 16, '0'),
    label(WIDTH - 20, HEIGHT - BOTTOM + 16, short(mostX)),
  ];
  return frame(title, axes.join('') + drawn.join(''));
}
