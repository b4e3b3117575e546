// SPDX-License-Identifier: Apache-2.0
export interface Controls {
    bar: HTMLElement;
    notice: HTMLElement;
    latency: HTMLElement;
    goLive: HTMLButtonElement;
}

function element<K extends keyof HTMLElementTagNameMap>(tag: K, className: string, text = ''): HTMLElementTagNameMap[K] {
    const made = document.createElement(tag);
    made.className = className;
    made.textContent = text;
    return made;
}

function button(text: string, onClick: () => void): HTMLButtonElement {
    const made = element('button', '', text);
    made.type = 'button';
    made.addEventListener('click', onClick);
    return made;
}

/** The bar below the picture and the notice over it. */
export function makeControls(host: HTMLElement, video: HTMLVideoElement, goLive: () => void): Controls {
    const notice = element('div', 'notice', 'Loading the show …');
    notice.setAttribute('role', 'status');
    const latency = element('span', 'latency');
    const toLive = button('Go live', goLive);
    toLive.hidden = true;
    const play = button('Play', () => void video.play());
    const showPlay = () => (play.hidden = !video.paused);
    video.addEventListener('play', showPlay);
    video.addEventListener('pause', showPlay);
    const sound = button('Unmute', () => (video.muted = !video.muted));
    video.addEventListener('volumechange', () => (sound.textContent = video.muted ? 'Unmute' : 'Mute'));
    const screen = button('Full screen', () =>
        void (document.fullscreenElement ? document.exitFullscreen() : host.requestFullscreen()),
    );
    const bar = element('div', 'bar');
    bar.append(element('span', 'badge', 'LIVE'), latency, toLive, play, sound, screen);
    return { bar, notice, latency, goLive: toLive };
}
