import type { Page } from 'playwright-core';

/** Takes a picture of the page, the pointer out of the way; resolves with the file. */
export async function screenshot(page: Page, path: string): Promise<string> {
  await page.mouse.move(1, 1);
  await page.screenshot({ path });
  return path;
}
