// SPDX-License-Identifier: GPL-3.0-or-later
// What an init section says of its codec: esds, AudioSpecificConfig, AVCDecoderConfigurationRecord.
#include "core/cmaf/elementary_stream.h"
#include "core/media/audio_specific_config.h"
#include "core/media/track_format.h"
#include "tests/fuzz/property.h"

namespace core = tally::core;
using tally::fuzz::require;

namespace {

void checkConfig(core::ByteView config) {
    const auto audio = core::parseAudioSpecificConfig(config);
    if (audio) {
        require(audio->sampleRate > 0 && audio->sampleRate < 1U << 24, "a sampling rate has at most 24 bits");
        require(audio->channels >= 1 && audio->channels <= 8, "a layout has 1 to 8 channels");
        require(audio->objectType < 96, "an object type has its escape and no more");
    }
    core::TrackFormat format;
    format.codecConfig.assign(config.begin(), config.end());
    require(core::codecString(format).size() == (config.size() < 4 ? 0U : 11U), "avc1 has six digits");
    format.kind = core::MediaKind::audio;
    require(core::codecString(format).empty() == !audio, "what cannot be read has no codec string");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const core::ByteView bytes = std::as_bytes(std::span(data, size));
    checkConfig(bytes);
    const auto config = core::readElementaryStream(bytes);
    if (!config) {
        return 0;
    }
    require(config->size() <= size, "a configuration is part of its descriptor");
    checkConfig(*config);
    core::BoxWriter out;
    core::writeElementaryStream(out, *config);
    const core::Bytes esds = out.take();
    const auto again = core::readElementaryStream(core::ByteView(esds).subspan(8));
    require(again && *again == *config, "what was read can be written");
    return 0;
}
