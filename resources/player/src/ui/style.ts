// SPDX-License-Identifier: Apache-2.0
// A constructable sheet: the page's Content-Security-Policy allows no inline style.
export const style = new CSSStyleSheet();
style.replaceSync(`
:host { display: block; position: relative; aspect-ratio: 16 / 9; overflow: hidden; background: #000; color: #e8eaed;
        font: 14px/1.4 Inter, system-ui, sans-serif; font-variant-numeric: tabular-nums; }
:host(:fullscreen) { width: 100vw; height: 100vh; aspect-ratio: auto; }
video, .underlay { position: absolute; inset: 0; width: 100%; height: 100%; object-fit: contain; }
video { transform-origin: 0 0; will-change: transform; }
[hidden] { display: none !important; }
.label { position: absolute; left: 12px; bottom: 52px; padding: 2px 6px; border-radius: 3px; background: #0e1013cc;
         font-size: 11px; letter-spacing: .04em; }
.notice { position: absolute; inset: 0; display: grid; place-items: center; padding: 24px; text-align: center;
          background: #0e1013d9; font-size: clamp(15px, 2.4vw, 20px); }
.bar { position: absolute; inset: auto 0 0; display: flex; gap: 8px; align-items: center; padding: 8px 12px;
       background: linear-gradient(transparent, #000c); }
.badge { display: inline-flex; gap: 6px; align-items: center; font-weight: 600; letter-spacing: .06em; font-size: 12px; }
.badge::before { content: ""; width: 8px; height: 8px; border-radius: 50%; background: #e5342f; }
.latency { color: #c6ccd4; font-size: 12px; margin-right: auto; }
button { min-width: 36px; min-height: 36px; padding: 0 12px; border: 1px solid #ffffff33; border-radius: 3px; color: inherit;
         background: #16191ecc; font: inherit; cursor: pointer; }
button:hover { background: #1f242b; }
button:focus-visible { outline: 2px solid #4c9be8; outline-offset: 2px; }
`);
