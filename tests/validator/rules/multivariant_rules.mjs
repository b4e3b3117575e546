// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
// The multivariant playlist: by itself, and against what its renditions are made of.

/** @typedef {import('../report.mjs').Check} Check */
/** @typedef {import('../playlist/multivariant_playlist.mjs').MultivariantPlaylist} MultivariantPlaylist */
/** @typedef {import('../playlist/multivariant_playlist.mjs').Variant} Variant */
/** @typedef {import('../playlist/multivariant_playlist.mjs').Media} Media */
/** @typedef {import('../media/init_section.mjs').InitSection} InitSection */

/**
 * What was measured of a rendition.
 * @typedef {{init: InitSection, peakBandwidth: number, frameRate: number | undefined}} Measured bits a second; frames
 */

/** @type {import('./rule.mjs').RuleTable} */
export const kMultivariantRules = {
    'variants-are-there': ['4.4.6.2', 'there is a variant'],
    'codecs-are-there': ['4.4.6.2', 'every variant has CODECS'],
    'audio-group-is-there': ['4.4.6.2', 'AUDIO names a group of EXT-X-MEDIA tags of TYPE=AUDIO'],
    'group-has-different-names': ['4.4.6.1.1', 'the NAMEs of a group differ'],
    'group-has-one-default': ['4.4.6.1.1', 'one DEFAULT=YES in a group at most'],
    'default-is-selected-by-itself': ['4.4.6.1', 'DEFAULT=YES comes with AUTOSELECT=YES where AUTOSELECT is said'],
    'average-is-not-over-peak': ['4.4.6.2', 'AVERAGE-BANDWIDTH is not over BANDWIDTH'],
    'bandwidth-covers-the-peak': ['4.4.6.2, 4.4.6.2.1',
        'BANDWIDTH is at least the highest segment bit rate of its picture plus that of its sound'],
    'codecs-are-those-of-the-init-sections': ['4.4.6.2, 6.2.4, 4.4.6.1.1',
        'CODECS lists exactly what the init sections of its renditions say'],
    'resolution-is-true': ['4.4.6.2', 'RESOLUTION is the picture\'s size'],
    'frame-rate-is-true': ['4.4.6.2', 'FRAME-RATE is the picture\'s frame rate, within a hundredth'],
    'channels-are-true': ['4.4.6.1', 'CHANNELS is the number of channels'],
    'independent-segments-are-promised': ['4.4.2.1, DESIGN 5',
        'EXT-X-INDEPENDENT-SEGMENTS: every segment begins with a key frame'],
};

/**
 * @param {Check} check
 * @param {MultivariantPlaylist} playlist
 */
export function checkMultivariant(check, { variants, media, independentSegments, tags }) {
    check('variants-are-there', variants.length > 0, () => 'no EXT-X-STREAM-INF');
    check('independent-segments-are-promised', independentSegments, () => 'no EXT-X-INDEPENDENT-SEGMENTS');
    check('start-is-left-out', !tags.has('EXT-X-START'), () => 'EXT-X-START');
    for (const { uri, codecs, audio, bandwidth, averageBandwidth = 0 } of variants) {
        check('codecs-are-there', codecs !== undefined, () => uri);
        check('average-is-not-over-peak', averageBandwidth <= bandwidth,
            () => `${uri}: ${averageBandwidth} over ${bandwidth}`);
        check('audio-group-is-there', audio === undefined || media.some(({ type, group }) => type === 'AUDIO'
            && group === audio),
            () => `${uri}: ${audio}`);
    }
    for (const group of groupsOf(media)) {
        const where = () => `${group[0].type} ${group[0].group}`;
        check('group-has-different-names', new Set(group.map(({ name }) => name)).size === group.length, where);
        check('group-has-one-default', group.filter(({ isDefault }) => isDefault).length <= 1, where);
        check('default-is-selected-by-itself', group.every(({ isDefault, autoselect }) => !isDefault
            || autoselect), where);
    }
}

/**
 * @param {Media[]} media
 * @returns {Media[][]}
 */
function groupsOf(media) {
    /** @type {Map<string, Media[]>} */
    const groups = new Map();
    for (const one of media) {
        const key = `${one.type} ${one.group}`;
        groups.set(key, [...groups.get(key) ?? [], one]);
    }
    return [...groups.values()];
}

/**
 * @param {Check} check
 * @param {MultivariantPlaylist} playlist
 * @param {(uri: string) => Measured | undefined} measuredOf a rendition by its URI in the playlist
 */
export function checkMeasured(check, { variants, media }, measuredOf) {
    for (const variant of variants) {
        const own = measuredOf(variant.uri);
        const sounds = media.filter(({ type, group }) => type === 'AUDIO' && group === variant.audio)
            .flatMap(({ uri }) => measuredOf(uri ?? '') ?? []);
        if (own) {
            checkVariant(check, variant, own, sounds);
        }
    }
    for (const { uri = '', channels } of media) {
        const own = measuredOf(uri);
        if (own && channels !== undefined) {
            check('channels-are-true', own.init.channels === channels,
                () => `${uri}: ${own.init.channels}, CHANNELS ${channels}`);
        }
    }
}

/**
 * @param {Check} check
 * @param {Variant} variant
 * @param {Measured} own
 * @param {Measured[]} sounds
 */
function checkVariant(check, { uri, bandwidth, codecs = [], resolution, frameRate }, own, sounds) {
    const peak = own.peakBandwidth + Math.max(0, ...sounds.map(({ peakBandwidth }) => peakBandwidth));
    check('bandwidth-covers-the-peak', bandwidth >= Math.floor(peak),
        () => `${uri}: BANDWIDTH ${bandwidth}, measured ${peak.toFixed(0)}`);
    const needed = [...new Set([own, ...sounds].map(({ init }) => init.codec))].sort().join();
    check('codecs-are-those-of-the-init-sections', [...codecs].sort().join() === needed,
        () => `${uri}: ${codecs}, init sections ${needed}`);
    if (own.init.kind === 'video') {
        check('resolution-is-true', resolution?.width === own.init.width && resolution?.height === own.init.height,
            () => `${uri}: ${JSON.stringify(resolution)}, init section ${own.init.width}×${own.init.height}`);
        if (frameRate !== undefined && own.frameRate !== undefined) {
            const measured = own.frameRate;
            check('frame-rate-is-true', Math.abs(frameRate - measured) <= 0.01,
                () => `${uri}: FRAME-RATE ${frameRate}, measured ${measured.toFixed(3)}`);
        }
    }
}
