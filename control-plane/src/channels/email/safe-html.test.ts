import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isShowable, type SafeHtml, safeHtml } from './safe-html.ts';

const PICTURE = 'data:image/png;base64,AAAA';
const shown = (html: string, remotePictures = false): SafeHtml =>
  safeHtml(html, { remotePictures, picture: (id) => (id === 'lamp@x' ? PICTURE : undefined) });
const body = (html: string): string => shown(html).html;

describe('a mail that is made safe', () => {
  it('keeps how it looks: words, tables, colours and alignment', () => {
    const html =
      '<table width="600" cellpadding="4" style="border-collapse:collapse"><tr><td align="center" bgcolor="#fff3d6" ' +
      'style="padding:8px;color:rgb(10, 20, 30);font-family:Georgia, 微软雅黑"><b>您好</b> &amp; <font color="red">hi</font>' +
      '</td></tr></table>';
    assert.equal(body(html), html);
  });

  for (const [what, html] of [
    ['a script', '<script>alert(1)</script>ok'],
    ['a script that is never closed', 'ok<script>alert(1)'],
    ['a broken script', '<scr<script>ipt>run()</script>ok'],
    ['a handler', '<p onclick="alert(1)" onmouseover=alert(1)>ok</p>'],
    ['a handler behind a slash', '<img/src/onerror=alert(1)//>ok'],
    ['a javascript link', '<a href="javascript:alert(1)">ok</a>'],
    ['one in disguise', '<a href=" java&#115;cript&colon;alert(1)">ok</a>'],
    ['one with a tab in it', '<a href="java\tscript:alert(1)">ok</a>'],
    ['a data: document', '<a href="data:text/html,<script>alert(1)</script>">ok</a>'],
    ['a picture that is none', '<img src="data:image/svg+xml;base64,PHN2Zz4=">ok'],
    ['a picture of a script', '<img src="javascript:alert(1)">ok'],
    ['an address in a style', '<p style="background:url(https://x.test/a)">ok</p>'],
    ['an escaped one', '<p style="background:\\75rl(https://x.test/a)">ok</p>'],
    ['one behind a comment', '<p style="background:u/**/rl(https://x.test/a)">ok</p>'],
    ['an image set', '<p style="background:image-set(\'https://x.test/a\' 1x)">ok</p>'],
    ['an expression', '<p style="width:expression(alert(1))">ok</p>'],
    ['a binding', '<p style="-moz-binding:url(https://x.test/a)">ok</p>'],
    [
      'a style element',
      '<style>@import "https://x.test/a"; p { background: url(https://x.test/a) }</style>ok',
    ],
    ['a picture in a table', '<table background="https://x.test/a"><tr><td>ok</td></tr></table>'],
    ['a drawing', '<svg onload="alert(1)"><script>alert(1)</script><image href="https://x.test/a"/></svg>ok'],
    ['mathematics', '<math><mi xlink:href="https://x.test/a">x</mi></math>ok'],
    ['a refresh', '<meta http-equiv="refresh" content="0;url=https://x.test/a">ok'],
    [
      'a form',
      '<form action="https://x.test/a"><input name="p"><button formaction="https://x.test/a">ok</button></form>',
    ],
    ['a base', '<base href="https://x.test/a">ok'],
    ['a frame', '<iframe src="https://x.test/a" srcdoc="<script>alert(1)</script>"></iframe>ok'],
    ['an object', '<object data="https://x.test/a"><embed src="https://x.test/a"></object>ok'],
    ['a linked sheet', '<link rel="stylesheet" href="https://x.test/a">ok'],
    ['a film', '<video src="https://x.test/a" poster="https://x.test/a"></video>ok'],
    ['sources of many sizes', '<img srcset="https://x.test/a 1x">ok'],
    ['a picture from elsewhere', '<img src="https://x.test/a">ok'],
    ['one from this very server', '<img src="/v1/sign-out">ok'],
    ['one of the same protocol', '<img src="//x.test/a">ok'],
    ['a comment for one browser', '<!--[if IE]><img src="https://x.test/a"><![endif]-->ok'],
    ['a template', '<template><img src="https://x.test/a"></template>ok'],
    ['a way out of a title', '<title></title><img src=x onerror=alert(1)></title>ok'],
    ['a way out of an attribute', '<p title="</p><script>alert(1)</script>">ok</p>'],
    ['names that a page might look up', '<p id="location" name="cookie" class="app">ok</p>'],
    ['what lies over the rest', '<div style="position:fixed;top:0;z-index:9">ok</div>'],
  ] as const) {
    it(`has ${what} no more, and still its words`, () => {
      const safe = body(html);
      assert.match(safe, /ok/);
      assert.doesNotMatch(
        safe,
        /<(script|svg|math|style|iframe|object|embed|form|input|base|meta|link|video)/i,
      );
      // What an attribute says is only said.
      const unsaid = safe.replace(/title="[^"]*"/g, '');
      assert.doesNotMatch(unsaid, /alert|x\.test|javascript|sign-out|expression/i);
      assert.doesNotMatch(safe, /\s(on\w+|srcset|background|id|name|class|action)=/i);
      assert.doesNotMatch(safe, /position|url\(|image-set/i);
    });
  }

  it('shows pictures that it brought, by whatever form their id has', () => {
    assert.equal(body('<img alt="Lamp" src="cid:lamp@x">'), `<img alt="Lamp" src="${PICTURE}" />`);
    assert.equal(body('<img src="CID:lamp%40x">'), `<img src="${PICTURE}" />`);
    assert.equal(body('<img src="cid:other@x" alt="Gone">'), '<img alt="Gone" />');
    assert.equal(body('<img src="cid:%ff">'), '<img />');
    assert.equal(body(`<img src="${PICTURE}">`), `<img src="${PICTURE}" />`);
  });

  it('fetches pictures from elsewhere only where that is wanted, and counts them', () => {
    const html =
      '<img src="https://x.test/a"><img src="https://x.test/a"><img src="http://x.test/b?c=1&amp;d=2">';
    assert.deepEqual(shown(html), { html: '<img /><img /><img />', remotePictures: 2 });
    assert.deepEqual(shown(html, true), {
      html:
        '<img src="https://x.test/a" /><img src="https://x.test/a" />' +
        '<img src="http://x.test/b?c=1&amp;d=2" />',
      remotePictures: 2,
    });
  });

  it('says where links lead, and opens them away from the desk', () => {
    assert.equal(
      body('<a href="https://x.test/a?b=1&amp;c=2" target="_top" title="https://bank.test">Bank</a>'),
      '<a target="_blank" rel="noopener noreferrer nofollow" href="https://x.test/a?b=1&amp;c=2" ' +
        'title="https://x.test/a?b=1&amp;c=2">Bank</a>',
    );
    assert.equal(body('<a href="#top" title="https://bank.test">Up</a>'), '<a>Up</a>');
    assert.match(body('<a href="mailto:shop@x.test">Us</a>'), /href="mailto:shop@x\.test"/);
  });

  it('stays one document, however deep it was and whatever it closes', () => {
    const deep = body(`${'<div>'.repeat(5_000)}ok${'</div>'.repeat(5_000)}`);
    assert.ok(deep.includes('ok') && deep.length < 2_000, `${deep.length} characters`);
    assert.equal(body('</body></html></div>ok'), 'ok');
    assert.equal(body('<b>ok'), '<b>ok</b>');
  });

  it('is not shown where it is more than anybody writes', () => {
    assert.ok(isShowable('<p>x</p>'.repeat(10_000)));
    assert.ok(!isShowable('<p>x</p>'.repeat(10_001)));
    assert.ok(!isShowable('x'.repeat(400_001)));
  });

  it('is the same when it is made safe again', () => {
    const once = body(
      '<p style="color:red">a<a href="https://x.test">b</a><img src="cid:lamp@x" alt="&quot;&lt;"></p>',
    );
    assert.equal(body(once), once);
  });
});
