import type { Frame, Page } from 'playwright-core';

/** A phone upright: WCAG asks for 320 pixels where the scroll bar takes none; it takes 15 here. */
export const PHONE = { width: 375, height: 700 } as const;

/**
 * What does not fit the width, one line each: a page, dialog or pane that scrolls sideways, a button whose name is
 * cut. Tables and documents may scroll within boxes of their own.
 */
export const reflowFindings = (where: Page | Frame): Promise<readonly string[]> =>
  where.evaluate(() => {
    const name = (element: Element): string => `${element.tagName.toLowerCase()}.${element.className}`;
    const wider = (element: Element): boolean => element.scrollWidth > element.clientWidth + 1;
    const pages = [document.documentElement, ...document.querySelectorAll('main, aside, dialog[open]')];
    const labels = [...document.querySelectorAll('button, button span')].filter((label) => {
      const { overflowX, textOverflow, clipPath } = getComputedStyle(label);
      return overflowX !== 'visible' && textOverflow !== 'ellipsis' && clipPath === 'none';
    });
    return [
      ...pages.filter(wider).map((page) => `scrolls sideways: ${name(page)}`),
      ...labels.filter(wider).map((label) => `is cut: ${label.textContent}`),
    ];
  });
