import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import type { i18n } from 'i18next';
import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import '../tokens.css';
import './mantine-styles.ts';
import './staff.css';
import { cssVariables, theme } from './theme.ts';

/** Draws a page for staff into `#root`. */
export function drawStaffPage(translator: i18n, page: ReactNode): void {
  const root = document.querySelector('#root');
  if (root === null) return;
  createRoot(root).render(
    <StrictMode>
      <I18nextProvider i18n={translator}>
        <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
          <section aria-label={translator.t('staff:notifications')}>
            <Notifications position="top-right" withinPortal={false} />
          </section>
          {page}
        </MantineProvider>
      </I18nextProvider>
    </StrictMode>,
  );
}
