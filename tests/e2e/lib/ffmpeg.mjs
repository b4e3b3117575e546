// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { runTied, spawnTied } from '../../../resources/demo/lib/child.mjs';

/**
 * Plays (decodes) some seconds of a stream.
 * @param {string} url
 * @param {number} seconds
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{code: number | null, warnings: string, seconds: number}>} seconds: of media that came out
 */
export async function play(url, seconds, env) {
    const { code, stdout, stderr } = await runTied('ffmpeg', [
        '-nostdin', '-loglevel', 'warning', '-progress', 'pipe:1', '-i', url, '-t', String(seconds), '-f', 'null', '-',
    ], env);
    const times = [...stdout.matchAll(/^out_time_us=(\d+)$/gm)];
    return { code, warnings: stderr, seconds: Number(times[times.length - 1]?.[1] ?? 0) / 1e6 };
}

/** What ffmpeg writes when time stamps jump, repeat or are missing. */
export const kTimeStampWarning = /non.?monoton|time ?stamp|\b[dp]ts\b/i;

const kVideo = ['-map', '0:v', '-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-pix_fmt', 'yuv420p',
    '-g', '30', '-keyint_min', '30', '-sc_threshold', '0', '-bf', '0', '-b:v', '800k'];
const kAudio = ['-map', '1:a', '-c:a', 'aac', '-b:a', '96k', '-ac', '2'];
const kCmaf = ['-f', 'mp4', '-movflags', 'cmaf+empty_moov+default_base_moof+frag_keyframe', '-frag_duration', '200000'];

/**
 * An encoder of another make: ffmpeg's own CMAF, one endless chunked POST a track.
 * @param {string} ingest URL of the event's ingest, without the track
 * @param {string} key
 * @param {NodeJS.ProcessEnv} env
 */
export function publish(ingest, key, env) {
    const post = ['-method', 'POST', '-headers', `Authorization: Bearer ${key}\r\n`];
    return spawnTied('ffmpeg', [
        '-nostdin', '-loglevel', 'error',
        '-re', '-f', 'lavfi', '-i', 'testsrc2=size=640x360:rate=30',
        '-re', '-f', 'lavfi', '-i', 'sine=frequency=440:sample_rate=48000',
        ...kVideo, ...kCmaf, ...post, `${ingest}/v360`,
        ...kAudio, ...kCmaf, ...post, `${ingest}/a96`,
    ], { env, stdio: ['ignore', 'ignore', 'inherit'] });
}
