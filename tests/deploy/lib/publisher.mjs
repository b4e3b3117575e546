// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { spawnTied } from '../../../resources/demo/lib/child.mjs';

const kFramesPerSecond = 30;
/** Seconds of a part of what `publishVideo` sends: ten frames, the grid of the low profile. */
export const kPartSeconds = 10 / kFramesPerSecond;

/**
 * ffmpeg sends one small video track in one endless chunked body.
 * @param {string} url of the track's ingest; https too, with any certificate
 * @param {string} key
 * @param {NodeJS.ProcessEnv} env
 */
export function publishVideo(url, key, env) {
    return spawnTied('ffmpeg', [
        '-nostdin', '-loglevel', 'error',
        '-re', '-f', 'lavfi', '-i', `testsrc2=size=320x180:rate=${kFramesPerSecond}`,
        '-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-pix_fmt', 'yuv420p', '-threads', '1',
        '-g', '30', '-keyint_min', '30', '-sc_threshold', '0', '-bf', '0', '-b:v', '200k',
        '-f', 'mp4', '-movflags', 'cmaf+empty_moov+default_base_moof+frag_keyframe',
        '-frag_duration', String(Math.floor(kPartSeconds * 1e6)),
        '-method', 'POST', '-headers', `Authorization: Bearer ${key}\r\n`, url,
    ], { env, stdio: ['ignore', 'ignore', 'pipe'] });
}
