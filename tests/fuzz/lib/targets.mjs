// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check

/**
 * @typedef {object} Target
 * @property {string} name of the program fuzz_{name}
 * @property {string[]} seeds folders: made by fuzz_seeds where they begin with "made/", else in the repository
 * @property {string} [dictionary] in dictionaries/
 * @property {number} longest input in bytes
 * @property {string[]} parsers the files whose lines are counted
 */

/** @type {Target[]} */
export const kTargets = [
    {
        name: 'cmaf_reader',
        seeds: ['made/cmaf'],
        dictionary: 'cmaf.dict',
        longest: 16384,
        parsers: ['box', 'byte_cursor', 'chunk_reader', 'cmaf_reader', 'init_reader', 'track_run']
            .map((file) => `core/cmaf/${file}.cpp`),
    },
    {
        name: 'codec_config',
        seeds: ['made/codec_config'],
        longest: 512,
        parsers: ['core/cmaf/elementary_stream.cpp', 'core/media/audio_specific_config.cpp',
            'core/media/track_format.cpp'],
    },
    {
        name: 'event_stream',
        seeds: ['made/cmaf'],
        dictionary: 'cmaf.dict',
        longest: 16384,
        parsers: ['server/live/playlist_view.cpp'],
    },
    {
        name: 'http_connection',
        seeds: ['made/http'],
        dictionary: 'http.dict',
        longest: 10000, // more than a head may have
        parsers: ['connection', 'request_body', 'request_head', 'request_reader', 'request_rules', 'response_head', 'router']
            .map((file) => `server/net/${file}.cpp`),
    },
    {
        name: 'image_header',
        seeds: ['made/image'],
        longest: 1024,
        parsers: ['server/catalog/image_header.cpp'],
    },
    {
        name: 'journal_record',
        seeds: ['made/journal'],
        longest: 1024,
        parsers: ['server/measurement/journal_record.cpp'],
    },
    {
        name: 'playlist_request',
        seeds: ['made/address', 'tests/fuzz/seeds/address'],
        dictionary: 'http.dict',
        longest: 5000,
        parsers: ['core/playlist/delivery_directives.cpp', 'server/net/route_pattern.cpp'],
    },
    {
        name: 'preview_frame',
        seeds: ['made/preview_frame'],
        longest: 256,
        parsers: ['core/protocol/preview_frame.cpp'],
    },
    {
        name: 'protocol_json',
        seeds: ['tests/vectors', 'tests/fuzz/seeds/json'],
        longest: 4096,
        parsers: ['core/json/codec.cpp', 'core/json/path.cpp', 'core/json/reader.cpp', 'core/json/reader.h',
            'core/protocol/message.cpp'],
    },
    {
        name: 'stored_window',
        seeds: ['made/index'],
        longest: 4096,
        parsers: ['part_record', 'track_store', 'volume'].map((file) => `server/live/${file}.cpp`),
    },
    {
        name: 'wall_time',
        seeds: ['tests/fuzz/seeds/wall_time'],
        longest: 64,
        parsers: ['core/time/wall_time.cpp'],
    },
];
