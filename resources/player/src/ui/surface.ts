// SPDX-License-Identifier: Apache-2.0
import { element } from './elements';

/** The picture: programme and ad in one frame of 16:9. */
export interface Surface { frame: HTMLElement; video: HTMLVideoElement; ad: HTMLImageElement; label: HTMLElement }

export function makeSurface(): Surface {
    const ad = element('img', 'ad');
    ad.hidden = true;
    const video = element('video', '');
    Object.assign(video, { muted: true, autoplay: true, playsInline: true });
    const label = element('div', 'label', 'Advertisement');
    label.hidden = true;
    return { frame: element('div', 'frame', ad, video, label), video, ad, label };
}
