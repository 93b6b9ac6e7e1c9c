import { createI18n } from '../i18n/instance.ts';
import { chooseLanguage } from '../i18n/language.ts';
import { createDesk } from '../state/desk-page.ts';
import { expose } from '../ui/expose.ts';
import { readPageParameters } from '../ui/page-parameters.ts';
import { drawStaffPage } from '../ui/staff/staff-root.tsx';
import { DeskPage } from './desk.tsx';
import { DeskContext } from './desk-context.ts';
import { dictionaries } from './dictionaries.ts';
import { wantedLanguages } from './use-language.ts';

const desk = createDesk({
  apiUrl: location.origin,
  client: 'desk/0.1.0',
  ...readPageParameters(location.search),
});
const i18n = createI18n(chooseLanguage(location.search, wantedLanguages(navigator.languages)), dictionaries);

expose(desk.diagnostics);
desk.open();
drawStaffPage(
  i18n,
  <DeskContext value={desk}>
    <DeskPage />
  </DeskContext>,
);
