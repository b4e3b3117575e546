// SPDX-License-Identifier: Apache-2.0
import type { Commands } from './commands';

const kSkipSeconds = 10;
const kVolumeStep = 0.1;

/** Presses: space or K play, arrows skip and volume, M sound, F full screen, L live. False: the key is not ours. */
export function press(event: KeyboardEvent, commands: Commands): boolean {
    const target = event.composedPath()[0];
    const isChord = event.ctrlKey || event.altKey || event.metaKey;
    if (isChord || event.defaultPrevented || isTyping(target) || pressesItself(event, target)) {
        return false;
    }
    const act = actionOf(event.key, commands);
    act?.();
    return act !== undefined;
}

function actionOf(key: string, commands: Commands): (() => void) | undefined {
    switch (key.toLowerCase()) {
        case ' ':
        case 'k':
            return () => commands.togglePlay();
        case 'm':
            return () => commands.toggleSound();
        case 'f':
            return () => commands.toggleFullScreen();
        case 'l':
            return () => commands.goLive();
        case 'arrowleft':
            return () => commands.skip(-kSkipSeconds);
        case 'arrowright':
            return () => commands.skip(kSkipSeconds);
        case 'arrowup':
            return () => commands.changeVolume(kVolumeStep);
        case 'arrowdown':
            return () => commands.changeVolume(-kVolumeStep);
        default:
            return undefined;
    }
}

function isTyping(target: EventTarget | undefined): boolean {
    return (
        target instanceof HTMLTextAreaElement ||
        (target instanceof HTMLInputElement && target.type !== 'range') ||
        (target instanceof HTMLElement && target.isContentEditable)
    );
}

// A focused button takes the space bar for itself.
function pressesItself({ key }: KeyboardEvent, target: EventTarget | undefined): boolean {
    return key === ' ' && target instanceof HTMLButtonElement;
}
