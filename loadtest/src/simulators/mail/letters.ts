import { lampPicture } from './picture.ts';

/** A mail that somebody writes. */
export interface Letter {
  /** Empty = it answers the last mail of the thread. */
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  /** Pictures in the HTML, by the ids it names them by. */
  readonly pictures?: readonly { readonly cid: string; readonly bytes: Buffer }[];
  readonly headers?: Readonly<Record<string, string>>;
  /** Whose name it is written in, where that is not who sends it. */
  readonly asIf?: string;
}

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (mark) => `&#${mark.charCodeAt(0)};`).replaceAll('\n', '<br>');

/** A picture in the mail and one that is fetched when it is shown, which tells its sender so. */
function illustrated(subject: string, text: string, remoteUrl: string): Letter {
  const cid = 'lamp@example.com';
  return {
    ...{ subject, text, pictures: [{ cid, bytes: lampPicture(240, 120, [255, 200, 90]) }] },
    html:
      `<div style="font-family: Georgia, serif; max-width: 36em"><p>${escaped(text)}</p>` +
      `<table style="border-collapse: collapse"><tr><td style="padding: 8px; background: #fff3d6">` +
      `<img src="cid:${cid}" width="240" height="120" alt="My lamp"></td><td style="padding: 8px">` +
      `<img src="${remoteUrl}" width="120" height="120" alt="The lamp in the shop"></td></tr></table></div>`,
  };
}

/** Everything in one mail that must not run, load or send in an agent's browser. */
const hostile = (remoteUrl: string): Letter => ({
  ...{ subject: '紧急：发票 / Urgent invoice', text: '请查看发票。 Please see the invoice.' },
  html: `<html><head><base href="${remoteUrl}"><meta http-equiv="refresh" content="0; url=${remoteUrl}">
<style>body { background: url(${remoteUrl}) } @import "${remoteUrl}";</style>
<script>document.title = 'owned'</script></head>
<body onload="document.title = 'owned'" background="${remoteUrl}">
<p style="background-image: url(${remoteUrl}); color: #a00">请查看发票。 Please see the <b>invoice</b>.</p>
<p><a href="javascript:document.title='owned'">Open</a> <a href="https://example.com/invoice">Invoice</a></p>
<img src="x" onerror="document.title = 'owned'"><svg onload="document.title = 'owned'"><script>1</script></svg>
<form action="${remoteUrl}"><input name="password"><button>Sign in</button></form>
<iframe src="${remoteUrl}"></iframe><object data="${remoteUrl}"></object>
<img src="${remoteUrl}" width="1" height="1" alt=""></body></html>`,
});

/** What the page does by one press, besides writing. */
export const LETTER_ACTS = [
  { id: 'order', label: { zh: '“查询订单 20261101”', en: '“where is my order 20261101”' } },
  { id: 'picture', label: { zh: '带图片的邮件', en: 'With pictures' } },
  { id: 'hostile', label: { zh: '恶意 HTML', en: 'Hostile HTML' } },
  { id: 'forged', label: { zh: '冒名邮件', en: 'In a forged name' } },
  { id: 'away', label: { zh: '自动回复', en: 'Out of office' } },
  { id: 'full', label: { zh: '邮箱已满/清空', en: 'Mailbox full or not' } },
] as const;

/** The mail of an act; undefined = the act is none that writes. */
export function letterOf(act: string, from: string, remoteUrl: string): Letter | undefined {
  switch (act) {
    case 'order':
      return { subject: 'Order 20261101', text: '查询订单 20261101\nwhere is my order 20261101' };
    case 'picture':
      return illustrated('我的台灯 / My lamp', '照片上就是我的台灯。 This is my lamp.', remoteUrl);
    case 'hostile':
      return hostile(remoteUrl);
    case 'forged':
      return { subject: 'It is really me', text: 'Please send my parcel to another address.', asIf: from };
    case 'away':
      return {
        ...{ subject: 'Out of office', text: 'I am back on Monday.' },
        headers: { 'Auto-Submitted': 'auto-replied' },
      };
    default:
      return undefined;
  }
}

/** A mail that somebody wrote on the page. */
export const written = (subject: string, text: string, pictures: boolean, remoteUrl: string): Letter =>
  pictures ? illustrated(subject, text, remoteUrl) : { subject, text };
