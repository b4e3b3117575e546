// SPDX-License-Identifier: GPL-3.0-or-later

export const kUnknown = '–';
const kUnits = ['B', 'kB', 'MB', 'GB', 'TB'];
const kWhole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** @param {number | undefined} value */
export function whole(value) {
    return value === undefined ? kUnknown : kWhole.format(value);
}

/** 1.2 MB. @param {number | undefined} value */
export function bytes(value) {
    if (value === undefined) {
        return kUnknown;
    }
    const power = value < 1 ? 0 : Math.min(kUnits.length - 1, Math.floor(Math.log10(value) / 3));
    const scaled = value / 1000 ** power;
    return `${power > 0 && scaled < 100 ? scaled.toFixed(1) : scaled.toFixed(0)} ${kUnits[power]}`;
}

/** Of bytes a second, as networks are sold: 4.2 Mbit/s. @param {number | undefined} value */
export function bitRate(value) {
    if (value === undefined) {
        return kUnknown;
    }
    const bits = value * 8;
    return bits >= 1e9 ? `${(bits / 1e9).toFixed(2)} Gbit/s`
        : bits >= 1e6 ? `${(bits / 1e6).toFixed(1)} Mbit/s` : `${(bits / 1e3).toFixed(0)} kbit/s`;
}

/** Of a stage: 0.4 ms, 24 ms, 1.25 s. @param {number | undefined} seconds */
export function latency(seconds) {
    if (seconds === undefined) {
        return kUnknown;
    }
    if (seconds === Infinity) {
        return '> 5 s';
    }
    const milliseconds = seconds * 1000;
    return milliseconds >= 1000 ? `${seconds.toFixed(2)} s` : `${milliseconds.toFixed(milliseconds < 10 ? 1 : 0)} ms`;
}

/** 42 s, 3 min, 5 h 10 min, 12 d 3 h: how long something lasts. @param {number | undefined} seconds */
export function duration(seconds) {
    if (seconds === undefined) {
        return kUnknown;
    }
    if (seconds < 10) {
        return `${seconds.toFixed(1)} s`;
    }
    const [days, hours, minutes] = [Math.floor(seconds / 86400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60];
    if (days > 0) {
        return hours > 0 ? `${days} d ${hours} h` : `${days} d`;
    }
    if (hours > 0) {
        return minutes > 0 ? `${hours} h ${minutes} min` : `${hours} h`;
    }
    return minutes > 0 ? `${minutes} min${seconds < 600 ? ` ${Math.floor(seconds % 60)} s` : ''}` : `${seconds.toFixed(0)} s`;
}

/** 97 %; of nothing, unknown. @param {number} some @param {number} all */
export function share(some, all) {
    return all > 0 ? `${(100 * some / all).toFixed(0)} %` : kUnknown;
}

/** 1 part, 2 parts. @param {number} count @param {string} noun */
export function counted(count, noun) {
    return `${whole(count)} ${noun}${Math.round(count) === 1 ? '' : 's'}`;
}

/** 20:31:04, where the reader is. @param {number} milliseconds since 1970 */
export function clock(milliseconds) {
    return new Date(milliseconds).toLocaleTimeString('en-GB');
}
