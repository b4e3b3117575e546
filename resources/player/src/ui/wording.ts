// SPDX-License-Identifier: Apache-2.0
const pad = (count: number): string => String(count).padStart(2, '0');

/** −1:02:03, as on a clock; without hours where there are none. */
export function clockBehind(seconds: number): string {
    const whole = Math.round(seconds);
    const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
    const tail = hours > 0 ? `${hours}:${pad(minutes)}` : String(minutes);
    return `−${tail}:${pad(whole % 60)}`;
}

/** For a screen reader: 1 hour 2 minutes 3 seconds behind live. */
export function spokenBehind(seconds: number): string {
    const whole = Math.round(seconds);
    const parts = [
        [Math.floor(whole / 3600), 'hour'],
        [Math.floor(whole / 60) % 60, 'minute'],
        [whole % 60, 'second'],
    ] as const;
    const said = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}${count === 1 ? '' : 's'}`);
    return said.length > 0 ? `${said.join(' ')} behind live` : 'live';
}

/** Of the picture on the screen against the field: 0.8 s behind. */
export function latencyBehind(latencyMs: number): string {
    return `${(Math.max(0, latencyMs) / 1000).toFixed(1)} s behind`;
}
