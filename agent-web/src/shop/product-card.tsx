import { useTranslation } from 'react-i18next';
import { ProductPicture } from './pictures.tsx';
import { formatPrice, type Product } from './products.ts';
import styles from './shop.module.css';

/** One product in the collection. */
export function ProductCard({ product, onAdd }: { readonly product: Product; readonly onAdd: () => void }) {
  const { t, i18n } = useTranslation('shop');
  const name = t(`${product.id}-name`);
  return (
    <li className={styles.card}>
      <div className={styles.cardPicture} data-category={product.category}>
        <div className={styles.cardDrawing}>
          <ProductPicture id={product.id} />
        </div>
      </div>
      <h3>{name}</h3>
      <p>{t(`${product.id}-text`)}</p>
      <div className={styles.cardFoot}>
        <span>
          <b>{formatPrice(product, 1, i18n.language)}</b>
          <small data-few={product.few || undefined}>{t(product.few ? 'fewLeft' : 'inStock')}</small>
        </span>
        <button type="button" aria-label={t('addProduct', { product: name })} onClick={onAdd}>
          {t('addToCart')}
        </button>
      </div>
    </li>
  );
}
