/** A sentence with what its author wants. */
export interface Labelled {
  readonly intent: string;
  readonly text: string;
}

/** Reads "# intent" lines, each followed by its sentences, one a line. */
export function readLabelled(file: string): readonly Labelled[] {
  let intent = '';
  const sentences: Labelled[] = [];
  for (const line of file.split('\n')) {
    if (line.startsWith('# ')) intent = line.slice(2).trim();
    else if (line.trim() !== '') sentences.push({ intent, text: line.trim() });
  }
  return sentences;
}
