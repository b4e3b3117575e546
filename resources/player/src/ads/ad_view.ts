// SPDX-License-Identifier: Apache-2.0
import type { FrameRect } from '../protocol';
import type { Placement } from './placement';

export interface AdElements { host: HTMLElement; video: HTMLVideoElement; ad: HTMLImageElement; label: HTMLElement }

/** `hidden`: the ad's time, but not shown, as the content has stalled. */
export type AdPhase = 'entering' | 'showing' | 'leaving' | 'hidden' | 'over';

/** What of an ad is on the page; the host's data-cue and data-cue-phase say it to whoever measures. */
export class AdView {
    constructor(private readonly elements: AdElements) {}

    begin(url: string, name: string): void {
        this.elements.ad.src = url;
        this.elements.ad.alt = name;
    }

    show({ content, ad, isOver, opacity }: Placement, phase: AdPhase, cue: string): void {
        const { video, label } = this.elements;
        const { x, y, width, height } = content;
        video.style.transform = `translate(${x * 100}%, ${y * 100}%) scale(${width}, ${height})`;
        this.elements.ad.classList.toggle('over', isOver);
        this.elements.ad.style.opacity = String(opacity);
        place(this.elements.ad, ad);
        this.elements.ad.hidden = false;
        label.hidden = false;
        this.#say(phase, cue);
    }

    /** The picture goes back to full screen by the style sheet, as no frame comes to move it. */
    hide(cue: string): void {
        this.elements.video.style.transform = '';
        this.elements.ad.style.opacity = this.elements.ad.classList.contains('over') ? '0' : '1';
        this.elements.label.hidden = true;
        this.#say('hidden', cue);
    }

    end(): void {
        this.elements.video.style.transform = '';
        this.elements.ad.hidden = true;
        this.elements.label.hidden = true;
        this.#say('over', undefined);
    }

    #say(phase: AdPhase, cue: string | undefined): void {
        const { dataset } = this.elements.host;
        if (dataset['cuePhase'] !== phase) {
            dataset['cuePhase'] = phase;
        }
        if (!cue) {
            delete dataset['cue'];
        } else if (dataset['cue'] !== cue) {
            dataset['cue'] = cue;
        }
    }
}

function place({ style }: HTMLElement, { x, y, width, height }: FrameRect): void {
    Object.assign(style, {
        left: `${x * 100}%`, top: `${y * 100}%`, width: `${width * 100}%`, height: `${height * 100}%`,
    });
}
