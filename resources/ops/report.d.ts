// SPDX-License-Identifier: GPL-3.0-or-later
// GET /api/v1/ops, as core/protocol/ops.h has it. What counts does so since the server began; seconds are seconds.

export interface Latency { bounds: number[]; counts: number[]; sumSeconds: number }

export interface Warning { code: string; detail: string }

export interface Publisher { name: string; sinceSeconds: number }

export interface Track {
    name: string;
    kind: '' | 'video' | 'audio';
    current: boolean;
    silent: boolean;
    notStored: boolean;
    viewers: number;
    videoWidth: number;
    videoHeight: number;
    sinceLastChunkSeconds?: number;
    chunks: number;
    bytes: number;
    segments: number;
    windowSeconds: number;
    partsOverTarget: number;
    segmentsOverTarget: number;
    keyFramesMissing: number;
    partsLate: number;
    jitterSeconds: number;
    delaySeconds?: number;
    warnings: Warning[];
    publishers: Publisher[];
}

export interface LiveEvent {
    event: string;
    onAir: boolean;
    ended: boolean;
    sinceLastPartSeconds?: number;
    partTargetSeconds: number;
    windowLimitSeconds: number;
    viewers: number;
    held: number;
    diskBytes: number;
    playlistRequests: number;
    mediaRequests: number;
    bytesOut: number;
    cacheable: number;
    errors: number;
    capturedToReceived: Latency;
    receivedToPublished: Latency;
    publishedToSent: Latency;
    tracks: Track[];
}

export interface Server {
    version: string;
    startedAt: string;
    now: string;
    connections: number;
    connectionLimit: number;
    webSockets: number;
    connectionsRefused: number;
    responses: number;
    clientErrors: number;
    serverErrors: number;
    bodyBytes: number;
    cpuSeconds: number;
    threads: number;
    memoryBytes: number;
}

export interface Report { server: Server; events: LiveEvent[] }

/** What is amiss, in words. */
export interface Finding {
    level: 'fault' | 'warning' | 'note';
    where: string;
    what: string;
    todo: string;
}

/** What one look at the server brought. */
export type Look =
    | { kind: 'report'; report: Report }
    | { kind: 'unauthorized' }
    | { kind: 'gone'; why: string };
