// SPDX-License-Identifier: GPL-3.0-or-later
// @ts-check
import { kLineRules } from '../playlist/lines.mjs';
import { kMediaPlaylistRules } from '../playlist/media_playlist.mjs';
import { kMultivariantReaderRules } from '../playlist/multivariant_playlist.mjs';
import { kSegmentRules } from '../playlist/segment_reader.mjs';
import { kDateRangeRules } from './date_range_rules.mjs';
import { kDeltaRules } from './delta_rules.mjs';
import { kHttpRules } from './http_rules.mjs';
import { kMediaRules } from './media_rules.mjs';
import { kMultivariantRules } from './multivariant_rules.mjs';
import { kPlaylistRules } from './playlist_rules.mjs';
import { kReloadRules } from './reload_rules.mjs';
import { kRenditionRules } from './rendition_rules.mjs';
import { kUpdateRules } from './update_rules.mjs';

/** @typedef {{section: string, rule: string}} Rule */

/** @type {Map<string, Rule>} every rule that can be checked, by id */
export const kRules = new Map([
    kLineRules, kSegmentRules, kMediaPlaylistRules, kMultivariantReaderRules, kPlaylistRules, kDateRangeRules,
        kUpdateRules,
    kDeltaRules, kRenditionRules, kMultivariantRules, kMediaRules, kHttpRules, kReloadRules,
].flatMap((table) => Object.entries(table).map(([id, [section, rule]]) => /** @type {[string, Rule]} */ ([id,
    { section, rule }]))));
