/** Where launcher and panel float on the host page. */
export const PLACE_STYLES = `
/* Against the page's own rules for every element: what is important in here outweighs what is out there. */
:host {
  all: initial !important; position: fixed !important; z-index: 2147483000 !important; inset: auto 20px 20px auto !important; display: block !important;
}
:host([data-side='left']) { inset: auto auto 20px 20px !important; }
@media (max-width: 480px), (max-height: 480px) {
  :host { inset: auto max(12px, env(safe-area-inset-right)) max(12px, env(safe-area-inset-bottom)) auto !important; }
  :host([data-side='left']) { inset: auto auto max(12px, env(safe-area-inset-bottom)) 12px !important; }
}
`;

/** The launcher's and the panel's look; it lives in a shadow root, out of reach of the page's own styles. */
export const STYLES = `
/* What a page sets on its elements is inherited to here and no further. */
.root {
  all: initial; display: block;
  font: 500 15px/1.3 system-ui, -apple-system, 'Segoe UI', 'PingFang SC', 'Noto Sans SC', 'Microsoft YaHei', sans-serif;
  --ink: #0b4f4a; --ink-strong: #083d39; --on-ink: #fff; --paper: #fff; --text: #17211f; --muted: #4b5a57; --line: #d5e0dd;
}
@media (prefers-color-scheme: dark) {
  .root { --ink: #0f6f67; --ink-strong: #0b5a54; --paper: #141b1a; --text: #edf4f2; --muted: #a9bab6; --line: #2a3734; }
}
/* A company's own colour: darker where it is pointed at, whatever it is, and amber is not told from all of them. */
.root[data-own] { --ink-strong: rgb(0 0 0 / .2); }
.root[data-own] .bar button:focus-visible { outline-color: #fff; }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
button { all: unset; box-sizing: border-box; cursor: pointer; -webkit-tap-highlight-color: transparent; }
button:focus-visible { outline: 3px solid #f2b84b; outline-offset: -4px; border-radius: 999px; }
svg { width: 20px; height: 20px; fill: none; stroke: currentColor; stroke-width: 1.9; stroke-linecap: round; stroke-linejoin: round; flex: none; }

.bar {
  position: relative; display: flex; align-items: stretch; height: 52px; border-radius: 999px; color: var(--on-ink); background: var(--ink);
  box-shadow: 0 1px 2px rgb(4 30 28 / .25), 0 10px 30px rgb(4 30 28 / .28); animation: rise .28s cubic-bezier(.2, .8, .3, 1);
}
.bar button { display: flex; align-items: center; gap: 8px; padding: 0 16px; border-radius: 999px; white-space: nowrap; transition: background .15s; }
.bar button:hover { background: var(--ink-strong); }
.bar button + button { position: relative; }
.bar button + button::before { content: ''; position: absolute; left: -1px; top: 16px; bottom: 16px; width: 1px; background: rgb(255 255 255 / .3); }
.bar button span { overflow: hidden; max-width: 18em; text-overflow: ellipsis; }
.bar .square { width: 54px; padding: 0; justify-content: center; }
.back { padding: 0 22px 0 18px; }
.dot { width: 10px; height: 10px; border-radius: 50%; background: #5be3a5; animation: pulse 1.8s infinite; }
.dot.waiting { background: #f7c65f; }

.badge {
  position: absolute; top: -7px; inset-inline-end: -3px; min-width: 22px; height: 22px; padding: 0 6px; border-radius: 11px; text-align: center;
  background: #c4342b; color: #fff; font-size: 12.5px; font-weight: 650; line-height: 22px; box-shadow: 0 0 0 2px var(--paper); pointer-events: none;
}
.badge.away { visibility: hidden; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.invitation {
  position: absolute; inset-inline-end: 0; bottom: 68px; display: flex; align-items: flex-start; width: min(290px, calc(100vw - 40px)); border-radius: 16px;
  background: var(--paper); color: var(--text); box-shadow: 0 0 0 1px rgb(4 30 28 / .08), 0 12px 36px rgb(4 30 28 / .28); animation: rise .28s cubic-bezier(.2, .8, .3, 1);
}
:host([data-side='left']) .invitation { inset-inline: 0 auto; }
.invitation .words { flex: 1; padding: 14px 0 14px 16px; border-radius: 16px; line-height: 1.45; white-space: pre-wrap; overflow-wrap: anywhere; }
.invitation .dismiss { width: 40px; height: 40px; flex: none; border-radius: 50%; text-align: center; font-size: 20px; color: var(--muted); }

.panel {
  position: fixed; right: 20px; bottom: 20px; width: 380px; height: min(640px, calc(100dvh - 40px)); overflow: hidden; border-radius: 20px;
  background: var(--paper); color: var(--text); box-shadow: 0 0 0 1px rgb(4 30 28 / .08), 0 24px 64px rgb(4 30 28 / .34);
  animation: rise .24s cubic-bezier(.2, .8, .3, 1); transition: width .2s, height .2s;
}
:host([data-side='left']) .panel { right: auto; left: 20px; }
.panel.large { width: min(960px, calc(100vw - 40px)); height: min(720px, calc(100dvh - 40px)); }
/* Kept laid out while away: a frame that is not displayed stops its video. */
.panel.away { visibility: hidden; pointer-events: none; animation: none; }
/* Just opened: see Shield. */
.shield { position: fixed; }
iframe { position: absolute; inset: 0; width: 100%; height: 100%; border: 0; background: transparent; color-scheme: normal; }
.cover { position: absolute; inset: 0; display: flex; flex-direction: column; align-items: center; justify-content: center; gap: 18px; padding: 32px; text-align: center; background: var(--paper); }
.cover p { margin: 0; color: var(--muted); line-height: 1.5; }
.spinner { width: 34px; height: 34px; border-radius: 50%; border: 3px solid var(--line); border-top-color: var(--ink); animation: spin .9s linear infinite; }
.choice { display: flex; gap: 10px; }
.choice button { padding: 10px 18px; border-radius: 999px; background: var(--ink); color: var(--on-ink); }
.choice button + button { background: transparent; color: var(--text); box-shadow: inset 0 0 0 1px var(--line); }

@media (max-width: 480px), (max-height: 480px) {
  .bar button { padding: 0 13px; }
  .bar button + button:not(.back) span { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .panel, .panel.large, :host([data-side='left']) .panel { inset: 0; width: 100%; height: 100%; border-radius: 0; }
}
@keyframes rise { from { opacity: 0; transform: translateY(12px); } }
@keyframes spin { to { transform: rotate(1turn); } }
@keyframes pulse { 50% { opacity: .35; } }
@media (prefers-reduced-motion: reduce) { *, .bar, .panel { animation-duration: .01ms !important; transition: none !important; } .spinner { animation-duration: 3s !important; } }
`;
