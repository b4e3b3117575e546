// SPDX-License-Identifier: Apache-2.0
const kSvg = 'http://www.w3.org/2000/svg';

// Lines on a grid of 24×24.
const kPaths = {
    play: 'M7 4.5v15l12-7.5z',
    pause: 'M8 5v14M16 5v14',
    sound: 'M4 9.5v5h3.5L12 19V5L7.500 9.5zM15.500 9a4.500 4.500 0 0 1 0 6M18 6.500a8 8 0 0 1 0 11',
    muted: 'M4 9.5v5h3.5L12 19V5L7.500 9.5zM16 9.500l5 5M21 9.500l-5 5',
    fullScreen: 'M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5',
    smallScreen: 'M9 4v5H4M20 9h-5V4M15 20v-5h5M4 15h5v5',
} as const;

export type IconName = keyof typeof kPaths;

export function icon(name: IconName): SVGSVGElement {
    const svg = document.createElementNS(kSvg, 'svg');
    svg.setAttribute('viewBox', '0 0 24 24');
    svg.setAttribute('aria-hidden', 'true');
    const path = document.createElementNS(kSvg, 'path');
    path.setAttribute('d', kPaths[name]);
    svg.append(path);
    return svg;
}
