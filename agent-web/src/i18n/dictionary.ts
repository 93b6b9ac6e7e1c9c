/** One page part's sentences, by key. Keys ending in _one and _other are two forms of one sentence. */
export type Dictionary = Readonly<Record<string, string>>;

/** What a Chinese dictionary must hold: the English keys, less the singular, which Chinese does not tell apart. */
export type ChineseOf<English extends Dictionary> = {
  readonly [Key in keyof English as Key extends `${string}_one` ? never : Key]: string;
};
