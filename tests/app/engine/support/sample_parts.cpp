// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/engine/support/sample_parts.h"

#include <algorithm>
#include <QtEndian>

namespace tally::tests {
namespace {

constexpr std::size_t kHeadBytes = 13;

core::SharedBytes sample(char kind, std::uint64_t decodeTime, std::size_t size) {
    auto bytes = std::make_shared<core::Bytes>(std::max(size, kHeadBytes));
    (*bytes)[0] = static_cast<std::byte>(kind);
    qToBigEndian(decodeTime, bytes->data() + 1);
    qToBigEndian(static_cast<std::uint32_t>(bytes->size() - kHeadBytes), bytes->data() + 9);
    return bytes;
}

} // namespace

core::SharedBytes sampleInit() {
    return sample('I', 0, 100);
}

gst::EncodedPart samplePart(std::uint64_t number, std::size_t size) {
    const std::uint64_t decodeTime = number * kPartTicks;
    return {.track = "v720",
            .bytes = sample('P', decodeTime, size),
            .decodeTime = decodeTime,
            .duration = kPartTicks,
            .startsWithSync = number % 5 == 0};
}

SampleBody readSampleBody(const QByteArray& body) {
    SampleBody read;
    qsizetype at = 0;
    while (body.size() - at >= static_cast<qsizetype>(kHeadBytes)) {
        const char* head = body.constData() + at;
        at += static_cast<qsizetype>(kHeadBytes + qFromBigEndian<std::uint32_t>(head + 9));
        if (*head == 'I') {
            ++read.inits;
        } else {
            read.decodeTimes.push_back(qFromBigEndian<std::uint64_t>(head + 1));
        }
    }
    read.whole = at == body.size();
    return read;
}

} // namespace tally::tests
