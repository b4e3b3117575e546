// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/cmaf/box_writer.h"
#include "core/media/bytes.h"
#include "core/result.h"

// The box esds of an AAC track (14496-14 §5.6): one ES_Descriptor of 14496-1 §7.2.6 with its children. For the
// AudioSpecificConfig 11 90:
//
//   00 00 00 33 65 73 64 73  00 00 00 00   esds, version and flags
//   03 80 80 80 22  00 01  00              ES_Descriptor, 34 bytes: ES_ID 1, no flags
//   04 80 80 80 14  40 15                  DecoderConfigDescriptor, 20 bytes: MPEG-4 audio, an audio stream
//      00 00 00  00 00 00 00  00 00 00 00  buffer, highest and mean bit rate: not said
//   05 80 80 80 02  11 90                  DecoderSpecificInfo, 2 bytes
//   06 80 80 80 01  02                     SLConfigDescriptor: the one reserved for MP4 files
//
// Lengths are written in four bytes, the form that every demuxer reads. Pure; any thread.
namespace tally::core {

void writeElementaryStream(BoxWriter& out, ByteView audioSpecificConfig);

// The AudioSpecificConfig in the body of an esds. Error: invalid, or notFound for audio that is no MPEG-4 audio.
Result<Bytes> readElementaryStream(ByteView esdsBody);

} // namespace tally::core
