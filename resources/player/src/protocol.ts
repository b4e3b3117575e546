// SPDX-License-Identifier: Apache-2.0
// The wire structs of core/protocol, as far as the player uses them.

export interface FrameRect { x: number; y: number; width: number; height: number }

export interface CueAsset { sha256: string; url: string; mime: string; bytes: number; width: number; height: number }

export interface CueCandidate { creative: string; campaign: string; name: string; asset: CueAsset }

export interface Cue {
    id: string;
    event: string;
    sequence: number;
    revision: number;
    state: 'draft' | 'committed' | 'cancelled';
    start: string; // RFC 3339, on the programme clock
    durationMs: number;
    layout: { format: string; content: FrameRect; ads: FrameRect[]; enterMs: number; leaveMs: number };
    candidates: CueCandidate[];
    gapMs: number;
    late: 'join' | 'skip';
    rewind: 'show' | 'hide';
    surfaces: string[];
}

export type MeasurementKind =
    'impression' | 'start' | 'firstQuartile' | 'midpoint' | 'thirdQuartile' | 'complete' | 'error';

export interface MeasurementEvent {
    sequence: number;
    cue: string;
    cueDate: string;
    play: string;
    creative: string;
    campaign: string;
    kind: MeasurementKind;
    ordinal: number;
    programmeTime: string;
    watchedMs: number;
    vastError?: number; // only with kind error
}

export interface MeasurementBatch { session: string; event: string; events: MeasurementEvent[] }

export interface MeasurementReceipt { accepted: number; through: number }
