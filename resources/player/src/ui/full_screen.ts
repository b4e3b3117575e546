// SPDX-License-Identifier: Apache-2.0
type PhoneVideo = HTMLVideoElement & { webkitEnterFullscreen?: () => void };

export function isFullScreen(host: HTMLElement): boolean {
    return document.fullscreenElement === host;
}

/** The whole player, with its ads; on an iPhone the bare picture, as nothing else can be there. */
export function toggleFullScreen(host: HTMLElement, video: PhoneVideo): void {
    if (document.fullscreenElement) {
        void document.exitFullscreen();
    } else if ('requestFullscreen' in host) {
        host.requestFullscreen().catch(() => undefined); // forbidden by the page that embeds us
    } else {
        video.webkitEnterFullscreen?.();
    }
}
