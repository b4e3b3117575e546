// SPDX-License-Identifier: Apache-2.0
const kSvg = 'http://www.w3.org/2000/svg';

// On a grid of 24×24; those of kSolid are areas, the others lines.
const kPaths = {
    play: 'M7 4.5v15l12-7.5z',
    pause: 'M7 5h3v14H7zM14 5h3v14h-3z',
    sound: 'M4 9.5v5h3.5L12 19V5L7.5 9.5zM15.5 9a4.5 4.5 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11',
    muted: 'M4 9.5v5h3.5L12 19V5L7.5 9.5zM16 9.5l5 5M21 9.5l-5 5',
    fullScreen: 'M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5',
    smallScreen: 'M9 4v5H4M20 9h-5V4M15 20v-5h5M4 15h5v5',
} as const;

const kSolid: readonly string[] = ['play', 'pause'];

export type IconName = keyof typeof kPaths;

export function icon(name: IconName): SVGSVGElement {
    const svg = document.createElementNS(kSvg, 'svg');
    svg.setAttribute('viewBox', '0 0 24 24');
    svg.setAttribute('aria-hidden', 'true');
    svg.classList.toggle('solid', kSolid.includes(name));
    const path = document.createElementNS(kSvg, 'path');
    path.setAttribute('d', kPaths[name]);
    svg.append(path);
    return svg;
}
