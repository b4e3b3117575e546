// SPDX-License-Identifier: Apache-2.0
import type { Commands } from './commands';
import type { Idle } from './idle';

/** Presses on the picture: a mouse plays and pauses, a finger calls the controls and puts them away. */
export function followPointer(picture: HTMLElement, idle: Idle, commands: Commands): void {
    let wereShown = false;
    picture.addEventListener('pointerdown', () => (wereShown = idle.isShown)); // before the host's own listener shows them
    picture.addEventListener('click', (event) => {
        const { pointerType } = event as PointerEvent; // a plain MouseEvent in older browsers
        if (pointerType !== 'touch') {
            commands.togglePlay();
        } else if (wereShown) {
            idle.hide();
        }
    });
}
