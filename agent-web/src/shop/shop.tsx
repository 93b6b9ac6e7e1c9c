import { CircleUserRound, Languages, MessagesSquare, RotateCcw, ShoppingBag, Truck } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount, useCartAtWidget } from './account.ts';
import { countOf, useCart } from './cart.ts';
import { CartDialog } from './cart-dialog.tsx';
import { ProductPicture } from './pictures.tsx';
import { ProductCard } from './product-card.tsx';
import { PRODUCTS, type Product } from './products.ts';
import styles from './shop.module.css';

const CATEGORIES = ['all', 'lamps', 'seating', 'tables'] as const satisfies readonly (
  | 'all'
  | Product['category']
)[];
const PROMISES = [
  { icon: Truck, title: 'promiseDelivery', text: 'promiseDeliveryText' },
  { icon: RotateCcw, title: 'promiseReturn', text: 'promiseReturnText' },
  { icon: MessagesSquare, title: 'promiseTalk', text: 'promiseTalkText' },
] as const;

/** A shop that could be anybody's: what matters on it is the loader's one line. */
export function Shop() {
  const { t, i18n } = useTranslation('shop');
  const [category, setCategory] = useState<(typeof CATEGORIES)[number]>('all');
  const [cart, changeCart] = useCart();
  const [cartOpen, setCartOpen] = useState(false);
  const account = useAccount();
  useCartAtWidget(countOf(cart));
  const chinese = i18n.language === 'zh';
  useEffect(() => {
    document.title = `${t('name')} · ${t('tagline')}`;
  }, [t]);

  const show = (name: typeof category): void => {
    setCategory(name);
    document.querySelector('#collection')?.scrollIntoView();
  };

  return (
    <div className={styles.page}>
      <aside className={styles.announcement} aria-label={t('promiseTalk')}>
        {t('announcement')}
      </aside>
      <header className={styles.top}>
        <a href="#top" className={styles.brand}>
          {t('name')}
        </a>
        <nav aria-label={t('mainNavigation')}>
          {CATEGORIES.map((name) => (
            <button
              key={name}
              type="button"
              className={styles.category}
              aria-pressed={name === category}
              onClick={() => show(name)}
            >
              {t(name)}
            </button>
          ))}
        </nav>
        <div className={styles.tools}>
          <button
            type="button"
            data-on={account.signedIn || undefined}
            onClick={() => account.change(!account.signedIn)}
          >
            <CircleUserRound size={18} aria-hidden="true" /> {t(account.signedIn ? 'signedIn' : 'signIn')}
          </button>
          {account.failed && <p role="alert">{t('signInFailed')}</p>}
          <button
            type="button"
            lang={chinese ? 'en' : 'zh-CN'}
            // A language that cannot be loaded does not exist: both are in the page.
            onClick={() => void i18n.changeLanguage(chinese ? 'en' : 'zh')}
          >
            <Languages size={18} aria-hidden="true" /> {chinese ? 'English' : '中文'}
          </button>
          <button
            type="button"
            aria-label={t('cartWith', { count: countOf(cart) })}
            onClick={() => setCartOpen(true)}
          >
            <ShoppingBag size={18} aria-hidden="true" /> <b aria-hidden="true">{countOf(cart)}</b>
          </button>
        </div>
      </header>
      <main id="top">
        <section className={styles.hero}>
          <div>
            <h1>{t('heroTitle')}</h1>
            <p>{t('heroText')}</p>
            <a href="#collection">{t('heroAction')}</a>
          </div>
          <div className={styles.room} aria-hidden="true">
            <ProductPicture id="halo" />
            <ProductPicture id="nest" />
            <ProductPicture id="drift" />
          </div>
        </section>
        <ul className={styles.promises}>
          {PROMISES.map(({ icon: Icon, title, text }) => (
            <li key={title}>
              <Icon size={22} aria-hidden="true" />
              <span>
                <b>{t(title)}</b>
                <span>{t(text)}</span>
              </span>
            </li>
          ))}
        </ul>
        <section id="collection" className={styles.collection} aria-labelledby="collection-heading">
          <h2 id="collection-heading">{category === 'all' ? t('collection') : t(category)}</h2>
          <ul>
            {PRODUCTS.filter((product) => category === 'all' || product.category === category).map(
              (product) => (
                <ProductCard
                  key={product.id}
                  product={product}
                  onAdd={() => changeCart({ id: product.id, by: 1 })}
                />
              ),
            )}
          </ul>
        </section>
      </main>
      <footer className={styles.bottom}>{t('footer')}</footer>
      {cartOpen && <CartDialog cart={cart} onChange={changeCart} onClose={() => setCartOpen(false)} />}
    </div>
  );
}
