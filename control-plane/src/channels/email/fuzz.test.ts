import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fuzz } from '../testing/fuzz.ts';
import { safeHtml } from './safe-html.ts';

const SEEDS = [
  '<p style="color:red;background:url(https://x.test/a)" onclick="x()">Hi <b>you</b></p>',
  '<a href="javascript:x()">a</a><a href="https://x.test/?a=1&amp;b=2" title="t">b</a>',
  '<img src="cid:p@x" alt="&quot;&gt;<script>"><img src=https://x.test/a onerror=x()><img src="data:image/png;base64,AA==">',
  '<svg onload=x()><script>x()</script></svg><math><mi href="javascript:x()">y</mi></math><style>@import "a"</style>',
  '<!--[if IE]><script>x()</script><![endif]--><meta http-equiv=refresh content="0;url=a"><base href="a"><form action=a>',
  '<table background="a"><tr><td style="width:expression(x())"><iframe srcdoc="&lt;script&gt;"></iframe></table>',
].map((html) => Buffer.from(html));

const TAG = /<\/?([a-z][a-z0-9]*)((?:\s[a-z]+(?:="[^"<>]*")?)*)(?:\s\/)?>/g;
const ATTRIBUTE = /\s([a-z]+)(?:="([^"]*)")?/g;
const GONE =
  /^(script|style|svg|math|iframe|object|embed|form|input|base|meta|link|template|html|body|head)$/;

/** Throws when it is more than elements, attributes and words that may stay. */
function check(html: string): void {
  assert.ok(!html.replace(TAG, '').includes('<'), 'something that is no element');
  for (const [, name = '', attributes = ''] of html.matchAll(TAG)) {
    assert.doesNotMatch(name, GONE);
    for (const [, attribute = '', value = ''] of attributes.matchAll(ATTRIBUTE)) {
      assert.doesNotMatch(attribute, /^(on.*|srcset|id|name|class|action|background|srcdoc)$/);
      if (attribute === 'src') assert.match(value, /^data:image\/(png|gif|jpeg|webp);base64,/);
      if (attribute === 'href') assert.match(value, /^(https?:\/\/|mailto:|tel:)/i);
      if (attribute === 'style')
        assert.doesNotMatch(value, /(url|image|set|expression|attr|var)\(|[@\\{}<>]/);
    }
  }
}

test('whatever HTML a mail has, what is shown of it is elements, attributes and words that may stay', (t) => {
  const picture = () => 'data:image/png;base64,AA==';
  fuzz(
    SEEDS,
    (input) => check(safeHtml(input.toString(), { remotePictures: false, picture }).html),
    (line) => t.diagnostic(line),
  );
});
