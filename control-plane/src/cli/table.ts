/** One cell; numbers stand at the right. */
type Cell = string | number;

/** Rows as aligned text under a head, each line beginning with `indent`; no line ends in spaces. */
export function table(head: readonly string[], rows: readonly (readonly Cell[])[], indent = ''): string {
  const lines = [head, ...rows];
  const widths = head.map((_, i) => Math.max(...lines.map((line) => String(line[i] ?? '').length)));
  const cells = (line: readonly Cell[]): string[] =>
    line.map((cell, i) => {
      const width = widths[i] ?? 0;
      return typeof cell === 'number' ? String(cell).padStart(width) : cell.padEnd(width);
    });
  return lines.map((line) => `${indent}${cells(line).join('  ')}`.trimEnd()).join('\n');
}
