import { type Directory, keys, type View } from '@weft/proto';
import { z } from 'zod';

const Rules = z.object({
  rules: z.array(z.object({ ruleId: z.string(), text: z.object({ en: z.string(), zh: z.string() }) })),
});

/** What rules of invitation say to visitors, kept up to date. A page names the rule; its words are not the page's to give. */
export class InvitationWords implements AsyncDisposable {
  readonly #view: View;

  private constructor(view: View) {
    this.#view = view;
  }

  /** Throws UNAVAILABLE, TIMEOUT. */
  static async create(directory: Directory): Promise<InvitationWords> {
    return new InvitationWords(await directory.watch(keys.invitations));
  }

  /** What the rule said to a visitor of a page in this language; empty = there is no such rule. */
  of(ruleId: string, locale: string): string {
    const kept = this.#view.entries.get(keys.invitations)?.value;
    if (ruleId === '' || kept === undefined) return '';
    const { data } = Rules.safeParse(JSON.parse(kept));
    const text = data?.rules.find((rule) => rule.ruleId === ruleId)?.text;
    return text?.[/^zh\b/i.test(locale) ? 'zh' : 'en'] ?? '';
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#view[Symbol.asyncDispose]();
  }
}
