import type { Clock } from '@weft/proto';
import { seededRandom } from '../../noise/random.ts';
import { customerPage } from '../customer-page.ts';
import { type Handler, WebServer } from '../web-server.ts';
import { LETTER_ACTS, letterOf, written } from './letters.ts';
import { lampPicture } from './picture.ts';
import { PostOffice } from './post-office.ts';

/** Where the picture is that mails name and do not bring. */
const PICTURE_PATH = '/lamp.png';

/** Mail servers on this machine, and a page to have a mailbox on. */
export class MailSimulator implements AsyncDisposable {
  readonly url: string;
  readonly office: PostOffice;
  readonly #server: WebServer;

  private constructor(server: WebServer, office: PostOffice) {
    this.url = server.url;
    this.#server = server;
    this.office = office;
  }

  /** Wants dovecot (`hasDovecot`). */
  static async start(options: {
    readonly clock: Clock;
    /** Of the page; 0 = a free one. */
    readonly port?: number;
    readonly seed?: number;
  }): Promise<MailSimulator> {
    const { clock, port = 0, seed = 1 } = options;
    const office = await PostOffice.start(clock, seededRandom(seed));
    let url = '';
    const page = customerPage({
      ...{ vendor: 'mail', title: { zh: '电子邮件（模拟）', en: 'E-mail (simulated)' }, letters: true },
      ...{ ledger: office.ledger, pusher: office, acts: LETTER_ACTS },
      people: () => office.residents.people(),
      act: (person, act, text, letter) => actOf(office, `${url}${PICTURE_PATH}`, person, act, text, letter),
    });
    try {
      const server = await WebServer.start(port, [page, watchedPicture(office, clock)]);
      url = server.url;
      return new MailSimulator(server, office);
    } catch (error) {
      await office[Symbol.asyncDispose]();
      throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server[Symbol.asyncDispose]();
    await this.office[Symbol.asyncDispose]();
  }
}

/** A picture that tells whose mail it was looked at in: what blocking remote pictures is about. */
const watchedPicture =
  ({ ledger }: PostOffice, clock: Clock): Handler =>
  ({ path, query }) => {
    if (path !== PICTURE_PATH) return undefined;
    const person = query.get('mail') ?? '';
    ledger.add({
      ...{ is: 'pushed', person, id: '', text: '[the remote picture was fetched]', atMs: clock.now() },
      ...{ delivered: true, tries: 1 },
    });
    return { contentType: 'image/png', body: lampPicture(120, 120, [120, 180, 255]) };
  };

function actOf(
  office: PostOffice,
  pictureUrl: string,
  person: string,
  act: string,
  text: string,
  { subject, pictures }: { readonly subject: string; readonly pictures: boolean },
): boolean {
  const resident = office.residents.get(person);
  if (resident === undefined) return false;
  if (act === 'full') {
    resident.full = !resident.full;
    return true;
  }
  const remoteUrl = `${pictureUrl}?mail=${encodeURIComponent(person)}`;
  const letter =
    act === 'say' ? written(subject, text, pictures, remoteUrl) : letterOf(act, person, remoteUrl);
  // What becomes of it is in the ledger.
  if (letter !== undefined) void office.send(resident, letter);
  return letter !== undefined;
}
