// SPDX-License-Identifier: Apache-2.0
// A constructable sheet: the page's Content-Security-Policy allows no inline style.
export const style = new CSSStyleSheet();
style.replaceSync(`
:host { display: block; position: relative; aspect-ratio: 16 / 9; overflow: hidden; background: #000; color: #e8eaed;
        font: 14px/1.4 Inter, system-ui, sans-serif; font-variant-numeric: tabular-nums; user-select: none;
        -webkit-tap-highlight-color: transparent; }
:host(:focus-visible) { outline: 2px solid #4c9be8; outline-offset: -2px; }
:host([data-controls=hidden]) { cursor: none; }
:host(:fullscreen) { width: 100vw; height: 100vh; aspect-ratio: auto; }
[hidden] { display: none !important; }

/* Programme and ad lie in one frame, so that they meet whatever the shape of the screen. */
.frame { position: absolute; inset: 0; margin: auto; overflow: hidden; container-type: inline-size; }
:host(:fullscreen) .frame { width: min(100vw, 100vh * 16 / 9); height: min(100vh, 100vw * 9 / 16); }
video { position: absolute; inset: 0; width: 100%; height: 100%; object-fit: contain; transform-origin: 0 0;
        will-change: transform; }
.ad { position: absolute; object-fit: contain; }
.ad.over { z-index: 1; }
.label { position: absolute; z-index: 2; left: 1%; bottom: 1.6%; padding: .2em .6em; border-radius: 3px;
         background: #0e1013cc; font-size: clamp(8px, 5px + .8cqw, 12px); letter-spacing: .04em;
         transition: transform .2s; }
:host([data-controls=shown]) .label { transform: translateY(-92px); }
:host([data-cue-phase=hidden]) video { transition: transform .3s ease-out; }
:host([data-cue-phase=hidden]) .ad { visibility: hidden; transition: visibility 0s .3s, opacity .3s; }

.notice { position: absolute; z-index: 3; inset: 0; display: grid; place-items: center; padding: 24px;
          text-align: center; background: #0e1013d9; font-size: clamp(15px, 2.4vw, 20px); pointer-events: none; }
.notice.small { background: none; font-size: 14px; }
.notice.small .sentence { padding: 8px 14px; border-radius: 3px; background: #0e1013d9; }

.bar { position: absolute; z-index: 4; inset: auto 0 0; transition: opacity .2s;
       padding: 28px max(12px, env(safe-area-inset-right)) max(4px, env(safe-area-inset-bottom))
                max(12px, env(safe-area-inset-left));
       background: linear-gradient(transparent, #000000b3 45%, #000000cc); }
:host([data-controls=hidden]) .bar { opacity: 0; pointer-events: none; }
.row { display: flex; gap: 4px; align-items: center; }
button { display: inline-flex; align-items: center; justify-content: center; min-width: 44px; height: 44px; padding: 0;
         border: 0; border-radius: 3px; background: none; color: inherit; font: inherit; cursor: pointer; }
button:hover:enabled { background: #ffffff1f; }
:focus-visible { outline: 2px solid #4c9be8; outline-offset: -2px; }
.icon:last-child { margin-left: auto; }
svg { width: 24px; height: 24px; fill: none; stroke: currentColor; stroke-width: 2; stroke-linecap: round;
      stroke-linejoin: round; }
svg.solid { fill: currentColor; stroke-width: 1; }
.live { gap: 6px; padding: 0 8px; font-size: 12px; font-weight: 600; letter-spacing: .06em; text-transform: uppercase; }
.live::before { content: ""; width: 8px; height: 8px; border-radius: 50%; background: #8a929c; }
.live:disabled { color: inherit; cursor: default; }
.live:disabled::before { background: #e5342f; }
.behind { color: #c6ccd4; font-size: 12px; }

.seek-row { position: relative; height: 44px; margin-bottom: -14px; }
.seek { appearance: none; width: 100%; height: 44px; margin: 0; background: none; cursor: pointer; }
.seek:focus-visible { outline: none; }
.seek:focus-visible::-webkit-slider-thumb { outline: 2px solid #4c9be8; outline-offset: 3px; }
.seek:focus-visible::-moz-range-thumb { outline: 2px solid #4c9be8; outline-offset: 3px; }
.seek::-webkit-slider-runnable-track { height: 4px; border-radius: 2px;
    background: linear-gradient(90deg, #4c9be8 var(--played, 100%), #ffffff4d var(--played, 100%)); }
.seek::-moz-range-track { height: 4px; border-radius: 2px; background: #ffffff4d; }
.seek::-moz-range-progress { height: 4px; border-radius: 2px; background: #4c9be8; }
.seek::-webkit-slider-thumb { appearance: none; width: 14px; height: 14px; margin-top: -5px; border-radius: 50%;
    background: #e8eaed; }
.seek::-moz-range-thumb { width: 14px; height: 14px; border: 0; border-radius: 50%; background: #e8eaed; }
.bubble { position: absolute; left: var(--played); bottom: 36px; transform: translateX(-50%); padding: 2px 6px;
          border-radius: 3px; background: #0e1013e6; font-size: 12px; pointer-events: none; }

@media (prefers-reduced-motion: reduce) {
    .bar, .label, video, .ad { transition: none !important; }
}
`);
