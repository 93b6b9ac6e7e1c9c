import { createI18n } from '../i18n/instance.ts';
import { chooseLanguage } from '../i18n/language.ts';
import { createAdmin } from '../state/admin-page.ts';
import { drawStaffPage } from '../ui/staff/staff-root.tsx';
import { AdminPage } from './admin.tsx';
import { AdminContext } from './admin-context.ts';
import { dictionaries } from './dictionaries.ts';

const admin = createAdmin({ apiUrl: location.origin });
const i18n = createI18n(chooseLanguage(location.search, navigator.languages), dictionaries);

admin.open();
drawStaffPage(
  i18n,
  <AdminContext value={admin}>
    <AdminPage />
  </AdminContext>,
);
