import type { BrowserContext } from 'playwright-core';
import { type Bench, type Context, count } from '../bench/bench.ts';
import { type Measure, measure } from '../bench/measure.ts';
import { startBrowser } from '../browser/chromium.ts';
import { DeskPage } from '../browser/desk-page.ts';
import { CALL_TIMEOUT_MS } from '../browser/limits.ts';
import { ShopPage } from '../browser/shop-page.ts';
import { watchMoments } from '../browser/watch.ts';
import { startTemporaryStack } from '../stack/temporary-stack.ts';
import { type Join, joinAgain, joinOnce } from './join.ts';

const JOINS = 30;
const WARM_UP = 3;

/** From the click on "Video call" to the first picture of the agent. */
export const join: Bench = {
  name: 'join',
  summary: 'click on "Video call" to the first decoded remote frame',
  options: {
    joins: `joins measured (${JOINS})`,
    again: 'joins measured besides of a page that has called before (0)',
  },
  run: async (context) => {
    const joins = count(context, 'joins', JOINS);
    const again = context.options.has('again') ? count(context, 'again', JOINS) : 0;
    context.progress('starting two regions and two browsers');
    await using temporary = await startTemporaryStack();
    const { stack } = temporary;
    const person = stack.signIns.find(({ role }) => role === 'agent');
    if (person === undefined) throw new Error('the stack has no agent');
    await using customers = await startBrowser();
    await using agents = await startBrowser();
    await watchMoments(customers.context);
    await watchMoments(agents.context);
    const desk = await DeskPage.open(agents.context, stack.url, person, { region: 'ap', autoAccept: true });
    const done: Join[] = [];
    for (let i = 0; i < WARM_UP + joins; i++) {
      done.push(await joinOnce(customers.context, stack.url, desk));
      context.progress(`join ${i + 1} of ${WARM_UP + joins}: ${done.at(-1)?.firstFrameMs.toFixed(0)} ms`);
    }
    const repeated = again > 0 ? await callAgain(context, customers.context, stack.url, desk, again) : [];
    const measured = done.slice(WARM_UP);
    return {
      setup: {
        chromium: customers.version,
        customer: 'eu, a freshly loaded shop page for each join',
        agent: 'ap, one desk, auto-accepting',
        warmUp: WARM_UP,
        joins,
      },
      measures: [
        measure(
          'first-frame',
          'ms',
          measured.map(({ firstFrameMs }) => firstFrameMs),
        ),
        ...(again > 0
          ? [
              measure(
                'again-first-frame',
                'ms',
                repeated.map(({ firstFrameMs }) => firstFrameMs),
              ),
            ]
          : []),
        ...breakdown(
          'customer',
          measured.map(({ customer }) => customer),
        ),
        ...breakdown(
          'agent',
          measured.map(({ agent }) => agent),
        ),
      ],
      fields: {
        warmUpFirstFrameMs: done.slice(0, WARM_UP).map(({ firstFrameMs }) => Math.round(firstFrameMs)),
      },
    };
  },
};

/** Calls of one page: what it compiles for its first call is there for the others. */
async function callAgain(
  context: Context,
  customers: BrowserContext,
  url: string,
  desk: DeskPage,
  times: number,
): Promise<readonly Join[]> {
  const shop = await ShopPage.open(customers, url, { region: 'eu' });
  await shop.call('video');
  await shop.untilState('in-call', CALL_TIMEOUT_MS);
  await shop.control('hangUp').click();
  await shop.untilState('ended', CALL_TIMEOUT_MS);
  const done: Join[] = [];
  for (let i = 0; i < WARM_UP + times; i++) {
    done.push(await joinAgain(shop, desk));
    context.progress(`join again ${i + 1} of ${WARM_UP + times}: ${done.at(-1)?.firstFrameMs.toFixed(0)} ms`);
  }
  await shop.page.close();
  return done.slice(WARM_UP);
}

/** A measure for each step that a side went through, in the order in which they are passed; all count from the customer's click. */
function breakdown(side: string, steps: readonly Join['customer'][]): readonly Measure[] {
  const names = [...new Set(steps.flatMap((one) => [...one.keys()]))];
  return names
    .map((name) =>
      measure(
        `${side}-${kebab(name)}`,
        'ms',
        steps.flatMap((one) => one.get(name) ?? []),
      ),
    )
    .toSorted((a, b) => a.p50 - b.p50);
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
