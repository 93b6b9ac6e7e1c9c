import sanitize, { type Attributes, type IOptions, type Tag } from 'sanitize-html';

/** A mail's HTML as it may be shown. */
export interface SafeHtml {
  /** What stands in a document's body: no element, attribute, style or address but those that are named here. */
  readonly html: string;
  /** Pictures that would be fetched from elsewhere, whether they were left in or not. */
  readonly remotePictures: number;
}

export interface Showing {
  /** Pictures from elsewhere stay in: whoever wrote the mail learns that it is looked at. */
  readonly remotePictures: boolean;
  /** A picture of the mail as a data: address, by what the HTML calls it; undefined = it is not there. */
  readonly picture: (contentId: string) => string | undefined;
}

const TAGS = [
  ...['a', 'abbr', 'address', 'article', 'b', 'bdi', 'bdo', 'blockquote', 'br', 'caption', 'center', 'cite'],
  ...['code', 'col', 'colgroup', 'dd', 'del', 'dfn', 'div', 'dl', 'dt', 'em', 'figcaption', 'figure', 'font'],
  ...['footer', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header', 'hr', 'i', 'img', 'ins', 'kbd', 'li', 'mark'],
  ...['ol', 'p', 'pre', 'q', 's', 'samp', 'section', 'small', 'span', 'strike', 'strong', 'sub', 'sup'],
  ...['table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'tr', 'tt', 'u', 'ul', 'var', 'wbr'],
];
/** Elements that go with all that is in them. */
const GONE = [
  ...['applet', 'audio', 'canvas', 'embed', 'frameset', 'iframe', 'math', 'noembed', 'noframes', 'noscript'],
  ...['object', 'option', 'picture', 'plaintext', 'script', 'select', 'style', 'svg', 'template', 'textarea'],
  ...['title', 'video', 'xmp'],
];
const SIZED = ['width', 'height', 'align', 'valign', 'bgcolor', 'border'];

/** Words, numbers, lengths and colours, and no function but these: nothing that is fetched, and nothing escaped. */
const PLAIN_VALUE =
  /^(?=.{0,300}$)(?:[\p{L}\p{N}\s#%.,!'"+_-]|(?:rgb|rgba|hsl|hsla)\([\p{N}\s%.,/a-z-]{0,60}\))*$/u;
const STYLES = [
  ...['background', 'background-color', 'border', 'border-bottom', 'border-collapse', 'border-color'],
  ...['border-left', 'border-radius', 'border-right', 'border-spacing', 'border-style', 'border-top'],
  ...[
    'border-width',
    'caption-side',
    'clear',
    'color',
    'direction',
    'display',
    'float',
    'font',
    'font-family',
  ],
  ...['font-size', 'font-style', 'font-variant', 'font-weight', 'height', 'letter-spacing', 'line-height'],
  ...['list-style-type', 'margin', 'margin-bottom', 'margin-left', 'margin-right', 'margin-top', 'max-width'],
  ...['min-width', 'overflow-wrap', 'padding', 'padding-bottom', 'padding-left', 'padding-right'],
  ...['padding-top', 'table-layout', 'text-align', 'text-decoration', 'text-indent', 'text-transform'],
  ...['vertical-align', 'white-space', 'width', 'word-break', 'word-spacing'],
];

/** HTML beyond is not shown: reading what is unclosed takes time by its square. Newsletters have a quarter of it. */
const MAX_LENGTH = 400_000;
const MAX_TAGS = 20_000;
/** Elements within each other that are kept: real mail has thirty or so. */
const MAX_NESTING = 100;
const EMBEDDED = /^data:image\/(?:png|gif|jpeg|webp);base64,[A-Za-z0-9+/=\s]+$/;
const REMOTE = /^https?:\/\//i;
const LINK = /^(?:https?:\/\/|mailto:|tel:)/i;

/** Whether a mail's HTML is little enough to be made safe between two other things. */
export const isShowable = (html: string): boolean =>
  html.length <= MAX_LENGTH && html.split(/<\/?[a-z]/i, MAX_TAGS + 2).length <= MAX_TAGS + 1;

/**
 * Makes a mail's HTML safe to show, by naming what may stay. Links open away
 * from the desk and say where they lead.
 */
export function safeHtml(html: string, { remotePictures: wanted, picture }: Showing): SafeHtml {
  const remote = new Set<string>();
  const img = (_name: string, attributes: Attributes): Tag => {
    const { src: given = '', ...others } = attributes;
    const src = given.trim();
    if (REMOTE.test(src)) remote.add(src);
    const shown = /^cid:/i.test(src)
      ? picture(contentIdOf(src))
      : EMBEDDED.test(src) || (wanted && REMOTE.test(src))
        ? src
        : undefined;
    return { tagName: 'img', attribs: shown === undefined ? others : { ...others, src: shown } };
  };
  const options: IOptions = {
    ...{ allowedTags: TAGS, nonTextTags: GONE, nestingLimit: MAX_NESTING, disallowedTagsMode: 'discard' },
    allowedAttributes: {
      '*': ['dir', 'lang', 'style', 'title', ...SIZED],
      a: ['href', 'rel', 'target'],
      img: ['src', 'alt'],
      font: ['color', 'face', 'size'],
      table: ['cellpadding', 'cellspacing'],
      td: ['colspan', 'rowspan', 'nowrap'],
      th: ['colspan', 'rowspan', 'nowrap', 'scope'],
      col: ['span'],
      ol: ['start', 'type'],
    },
    allowedStyles: { '*': Object.fromEntries(STYLES.map((name) => [name, [PLAIN_VALUE]])) },
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowedSchemesByTag: { img: ['http', 'https', 'data'] },
    allowProtocolRelative: false,
    transformTags: { a: link, img },
  };
  return { html: sanitize(html, options), remotePictures: remote.size };
}

/** RFC 2392: the id is written as in an address. */
function contentIdOf(src: string): string {
  const written = src.slice('cid:'.length);
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}

function link(_name: string, { href: given = '', dir = '' }: Attributes): Tag {
  const href = given.trim();
  if (!LINK.test(href)) return { tagName: 'a', attribs: {} };
  const direction: Attributes = dir === '' ? {} : { dir };
  const away = { target: '_blank', rel: 'noopener noreferrer nofollow' };
  return { tagName: 'a', attribs: { ...direction, ...away, href, title: href } };
}
