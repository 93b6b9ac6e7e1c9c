import { call as callEn } from '../i18n/en/call.ts';
import { errors as errorsEn } from '../i18n/en/errors.ts';
import { ops as opsEn } from '../i18n/en/ops.ts';
import { pauses as pausesEn } from '../i18n/en/pauses.ts';
import { staff as staffEn } from '../i18n/en/staff.ts';
import { createI18n } from '../i18n/instance.ts';
import { chooseLanguage } from '../i18n/language.ts';
import { call as callZh } from '../i18n/zh/call.ts';
import { errors as errorsZh } from '../i18n/zh/errors.ts';
import { ops as opsZh } from '../i18n/zh/ops.ts';
import { pauses as pausesZh } from '../i18n/zh/pauses.ts';
import { staff as staffZh } from '../i18n/zh/staff.ts';
import { createOps } from '../state/ops-page.ts';
import { readPageParameters } from '../ui/page-parameters.ts';
import { drawStaffPage } from '../ui/staff/staff-root.tsx';
import { OpsPage } from './ops.tsx';
import { OpsContext } from './ops-context.ts';

const ops = createOps({
  apiUrl: location.origin,
  client: 'ops/0.1.0',
  region: readPageParameters(location.search).region,
});
const i18n = createI18n(chooseLanguage(location.search, navigator.languages), {
  en: { call: callEn, errors: errorsEn, ops: opsEn, pauses: pausesEn, staff: staffEn },
  zh: { call: callZh, errors: errorsZh, ops: opsZh, pauses: pausesZh, staff: staffZh },
});

ops.open();
drawStaffPage(
  i18n,
  <OpsContext value={ops}>
    <OpsPage />
  </OpsContext>,
);
