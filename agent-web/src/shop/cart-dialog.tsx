import { Minus, Plus, X } from 'lucide-react';
import { useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './cart.module.css';
import type { Cart, CartChange } from './cart.ts';
import { ProductPicture } from './pictures.tsx';
import { formatPrice, PRODUCTS, type Product } from './products.ts';

function CartLine({
  product,
  quantity,
  onChange,
}: {
  readonly product: Product;
  readonly quantity: number;
  readonly onChange: (change: CartChange) => void;
}) {
  const { t, i18n } = useTranslation('shop');
  const name = t(`${product.id}-name`);
  return (
    <li className={styles.line}>
      <div className={styles.linePicture}>
        <ProductPicture id={product.id} />
      </div>
      <div>
        <strong>{name}</strong>
        <div className={styles.stepper}>
          <button
            type="button"
            className={styles.round}
            aria-label={t('lessOf', { product: name })}
            onClick={() => onChange({ id: product.id, by: -1 })}
          >
            <Minus size={16} aria-hidden="true" />
          </button>
          <span>
            <span className="weft-unseen">{t('quantity')} </span>
            {quantity}
          </span>
          <button
            type="button"
            className={styles.round}
            aria-label={t('moreOf', { product: name })}
            onClick={() => onChange({ id: product.id, by: 1 })}
          >
            <Plus size={16} aria-hidden="true" />
          </button>
        </div>
      </div>
      <b>{formatPrice(product, quantity, i18n.language)}</b>
    </li>
  );
}

/** The cart, in from the side. */
export function CartDialog({
  cart,
  onChange,
  onClose,
}: {
  readonly cart: Cart;
  readonly onChange: (change: CartChange) => void;
  readonly onClose: () => void;
}) {
  const { t, i18n } = useTranslation('shop');
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => dialog.current?.showModal(), []);
  const lines = PRODUCTS.flatMap((product) => {
    const quantity = cart.get(product.id);
    return quantity === undefined ? [] : [{ product, quantity }];
  });
  const sum = lines.reduce(
    (total, { product, quantity }) => ({
      priceEur: total.priceEur + product.priceEur * quantity,
      priceCny: total.priceCny + product.priceCny * quantity,
    }),
    { priceEur: 0, priceCny: 0 },
  );
  return (
    <dialog ref={dialog} className={styles.cart} aria-labelledby="cart-heading" onClose={onClose}>
      <div className={styles.cartHead}>
        <h2 id="cart-heading">{t('cart')}</h2>
        <button
          type="button"
          className={styles.round}
          aria-label={t('close')}
          onClick={() => dialog.current?.close()}
        >
          <X size={20} aria-hidden="true" />
        </button>
      </div>
      {lines.length === 0 ? (
        <p className={styles.empty}>{t('cartEmpty')}</p>
      ) : (
        <>
          <ul>
            {lines.map(({ product, quantity }) => (
              <CartLine key={product.id} product={product} quantity={quantity} onChange={onChange} />
            ))}
          </ul>
          <dl>
            <div>
              <dt>{t('delivery')}</dt>
              <dd>{t('free')}</dd>
            </div>
            <div>
              <dt>{t('subtotal')}</dt>
              <dd>{formatPrice(sum, 1, i18n.language)}</dd>
            </div>
          </dl>
          <p className={styles.note}>{t('checkoutNote')}</p>
        </>
      )}
    </dialog>
  );
}
