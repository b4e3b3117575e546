// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { kClip, kPrograms } from './programs.mjs';

// A JSON string is a TOML basic string too.
const quote = JSON.stringify;

/** @typedef {{secret: string, edges: string}} Playback files: of who signs tokens, and of the edges that check them */

/**
 * tallylight.toml. Without [database] the server runs a private Postgres cluster in its data folder.
 * @param {{port: number, data: string, windowSeconds?: number, playback?: Playback}} server windowSeconds: absent: the
 *   server's own; playback: absent: nobody needs a token
 */
export function serverConfig({ port, data, windowSeconds, playback }) {
    const window = windowSeconds === undefined ? '' : `\n[live]\nwindow_seconds = ${windowSeconds}\n`;
    const tokens = playback === undefined ? ''
        : `\n[playback]\nrequired = true\nsecret = ${quote(playback.secret)}\nedges = ${quote(playback.edges)}\n`;
    return `[server]
listen = "127.0.0.1:${port}"
data = ${quote(data)}
player = ${quote(kPrograms.player)}
${window}${tokens}`;
}

/**
 * engine.toml: the looping clip on air, a test source with the wall clock burned in on preview.
 * @param {{server: string, event: string, keyFile: string, controlFile: string, programme: string,
 *          preview: string}} engine
 */
export function engineConfig(engine) {
    return `[programme]
width = 1280
height = 720
frame_rate = "30/1"
latency = "ultra"

[[rendition]]
name = "v720"
width = 1280
height = 720
kilobits = 2500

[[rendition]]
name = "v480"
width = 854
height = 480
kilobits = 1000

[audio]
name = "a128"
kilobits = 128

[[input]]
id = "clip"
name = "Big Buck Bunny"
kind = "file"
path = ${quote(kClip)}
loop = true

[[input]]
id = "clock"
name = "Test with clock"
kind = "test"
pattern = "smpte"
clock = true

[start]
programme = ${quote(engine.programme)}
preview = ${quote(engine.preview)}

[uplink]
server = ${quote(engine.server)}
event = ${quote(engine.event)}
key_file = ${quote(engine.keyFile)}

[control]
file = ${quote(engine.controlFile)}
port = 0
`;
}
