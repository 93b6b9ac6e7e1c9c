import { call as callEn } from '../i18n/en/call.ts';
import { desk as deskEn } from '../i18n/en/desk.ts';
import { errors as errorsEn } from '../i18n/en/errors.ts';
import { staff as staffEn } from '../i18n/en/staff.ts';
import { createI18n } from '../i18n/instance.ts';
import { chooseLanguage } from '../i18n/language.ts';
import { call as callZh } from '../i18n/zh/call.ts';
import { desk as deskZh } from '../i18n/zh/desk.ts';
import { errors as errorsZh } from '../i18n/zh/errors.ts';
import { staff as staffZh } from '../i18n/zh/staff.ts';
import { createDesk } from '../state/desk-page.ts';
import { expose } from '../ui/expose.ts';
import { readPageParameters } from '../ui/page-parameters.ts';
import { drawStaffPage } from '../ui/staff/staff-root.tsx';
import { DeskPage } from './desk.tsx';
import { DeskContext } from './desk-context.ts';

const desk = createDesk({
  apiUrl: location.origin,
  client: 'desk/0.1.0',
  ...readPageParameters(location.search),
});
const i18n = createI18n(chooseLanguage(location.search, navigator.languages), {
  en: { call: callEn, desk: deskEn, errors: errorsEn, staff: staffEn },
  zh: { call: callZh, desk: deskZh, errors: errorsZh, staff: staffZh },
});

expose(desk.diagnostics);
desk.open();
drawStaffPage(
  i18n,
  <DeskContext value={desk}>
    <DeskPage />
  </DeskContext>,
);
