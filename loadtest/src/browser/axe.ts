import axe from 'axe-core';
import type { Frame, Page } from 'playwright-core';

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string }[];
}

/** What axe finds in a page or frame, one line each. */
export async function axeFindings(where: Page | Frame): Promise<readonly string[]> {
  await where.evaluate(axe.source);
  const violations = await where.evaluate(async () => {
    // The script above puts axe onto the page.
    const { violations: found } = await (window as unknown as { axe: typeof axe }).axe.run();
    return found.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => ({ html })) }));
  });
  return violations.map(({ id, nodes }: Violation) => `${id}: ${nodes[0]?.html ?? ''}`);
}
