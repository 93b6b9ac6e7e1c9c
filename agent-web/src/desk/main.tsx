import { chooseLanguage } from '../i18n/language.ts';
import { createDesk } from '../state/desk-page.ts';
import { expose } from '../ui/expose.ts';
import { readPageParameters } from '../ui/page-parameters.ts';
import { drawStaffPage } from '../ui/staff/staff-root.tsx';
import { DeskPage } from './desk.tsx';
import { DeskContext } from './desk-context.ts';
import { wantedLanguages } from './language-choice.ts';
import { translator } from './translator.ts';

const desk = createDesk({
  apiUrl: location.origin,
  client: 'desk/0.1.0',
  ...readPageParameters(location.search),
});

expose(desk.diagnostics);
desk.open();
// Not awaited at the top: a page whose module waits is built of many more, smaller files.
void translator.speak(chooseLanguage(location.search, wantedLanguages(navigator.languages))).then(() =>
  drawStaffPage(
    translator.i18n,
    <DeskContext value={desk}>
      <DeskPage />
    </DeskContext>,
  ),
);
