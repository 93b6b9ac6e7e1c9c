/** What the demo shop sells. Names and texts: i18n, "<id>-name" and "<id>-text". */
export interface Product {
  readonly id: 'halo' | 'pebble' | 'arc' | 'nest' | 'perch' | 'field' | 'drift' | 'dune';
  readonly category: 'lamps' | 'seating' | 'tables';
  /** In euros and in yuan: a shop sets its prices, it does not convert them. */
  readonly priceEur: number;
  readonly priceCny: number;
  readonly few: boolean;
}

export const PRODUCTS: readonly Product[] = [
  { id: 'halo', category: 'lamps', priceEur: 289, priceCny: 2180, few: false },
  { id: 'nest', category: 'seating', priceEur: 740, priceCny: 5580, few: true },
  { id: 'pebble', category: 'lamps', priceEur: 129, priceCny: 980, few: false },
  { id: 'field', category: 'tables', priceEur: 1290, priceCny: 9680, few: false },
  { id: 'arc', category: 'lamps', priceEur: 198, priceCny: 1480, few: false },
  { id: 'perch', category: 'seating', priceEur: 215, priceCny: 1620, few: false },
  { id: 'drift', category: 'tables', priceEur: 175, priceCny: 1320, few: true },
  { id: 'dune', category: 'seating', priceEur: 420, priceCny: 3180, few: false },
];

/** A price as the language writes it. */
export function formatPrice(
  product: Pick<Product, 'priceEur' | 'priceCny'>,
  quantity: number,
  language: string,
): string {
  const chinese = language.startsWith('zh');
  const amount = (chinese ? product.priceCny : product.priceEur) * quantity;
  return new Intl.NumberFormat(chinese ? 'zh-CN' : 'en-IE', {
    style: 'currency',
    currency: chinese ? 'CNY' : 'EUR',
    maximumFractionDigits: 0,
  }).format(amount);
}
