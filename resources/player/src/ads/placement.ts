// SPDX-License-Identifier: Apache-2.0
import { contentRect } from '../cues/timing';
import type { Cue, FrameRect } from '../protocol';

const kWholeFrame: FrameRect = { x: 0, y: 0, width: 1, height: 1 };

/** Where programme and ad are in the frame. An ad behind the programme is laid bare by it, one over it fades in. */
export interface Placement { content: FrameRect; ad: FrameRect; isOver: boolean; opacity: number }

/** `amount`: 0 nothing of the ad, 1 fully open. */
export function placementOf({ content, ads }: Cue['layout'], amount: number): Placement {
    const isOver = content.width === 1 && content.height === 1;
    return {
        content: contentRect(content, amount),
        ad: ads[0] ?? kWholeFrame,
        isOver,
        opacity: isOver ? amount : 1,
    };
}
