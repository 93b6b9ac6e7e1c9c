import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { shop as shopEn } from '../i18n/en/shop.ts';
import { createI18n } from '../i18n/instance.ts';
import { chooseLanguage } from '../i18n/language.ts';
import { shop as shopZh } from '../i18n/zh/shop.ts';
import '../ui/tokens.css';
import { Shop } from './shop.tsx';

const i18n = createI18n(chooseLanguage(location.search, navigator.languages), {
  en: { shop: shopEn },
  zh: { shop: shopZh },
});

const root = document.querySelector('#root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <I18nextProvider i18n={i18n}>
        <Shop />
      </I18nextProvider>
    </StrictMode>,
  );
}
