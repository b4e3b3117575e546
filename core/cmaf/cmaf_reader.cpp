// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/cmaf/box.h"
#include "core/cmaf/reader.h"

#include <algorithm>
#include <array>

namespace tally::core {
namespace {

// What may stand at the top level of a CMAF stream. Anything else is not CMAF: better said than carried.
constexpr std::array kTopLevel{boxType("ftyp"), boxType("styp"), boxType("moov"), boxType("moof"),
                               boxType("mdat"), boxType("prft"), boxType("emsg"), boxType("sidx"),
                               boxType("free"), boxType("skip"), boxType("mfra"), boxType("uuid")};

bool isTopLevel(std::uint32_t type) {
    return std::find(kTopLevel.begin(), kTopLevel.end(), type) != kTopLevel.end();
}

} // namespace

CmafReader::CmafReader(ReaderLimits limits, std::optional<InitSection> init)
    : m_limits(limits), m_init(std::move(init)) {}

void CmafReader::push(ByteView bytes) {
    // What was handed out goes; what stays is the beginning of one item, which is not moved again before it is whole.
    if (m_consumed > 0) {
        m_buffer.erase(m_buffer.begin(), m_buffer.begin() + static_cast<std::ptrdiff_t>(m_consumed));
        m_scanned -= m_consumed;
        m_consumed = 0;
    }
    m_buffer.insert(m_buffer.end(), bytes.begin(), bytes.end());
}

std::size_t CmafReader::pending() const {
    return m_buffer.size() - m_consumed;
}

Result<std::optional<CmafReader::Item>> CmafReader::next() {
    if (m_failure) {
        return tl::unexpected<Error>(*m_failure);
    }
    auto item = scan();
    if (!item) {
        m_failure = item.error();
    }
    return item;
}

Result<std::optional<CmafReader::Item>> CmafReader::scan() {
    for (;;) {
        const ByteView rest = ByteView(m_buffer).subspan(m_scanned);
        const auto header = readBoxHeader(rest);
        if (!header) {
            return propagate(header);
        }
        if (!*header) {
            return std::nullopt;
        }
        if (const auto allowed = check(**header); !allowed) {
            return propagate(allowed);
        }
        if ((*header)->size > rest.size()) {
            return std::nullopt;
        }
        m_scanned += static_cast<std::size_t>((*header)->size);
        ++m_boxes;
        switch ((*header)->type) {
        case boxType("moov"):
            return takeInit();
        case boxType("mdat"):
            return takeChunk();
        case boxType("mfra"): // a recording's index at its end is no part of a chunk
            startItem();
            break;
        default:
            break;
        }
    }
}

Status CmafReader::check(const BoxHeader& header) const {
    if (!isTopLevel(header.type)) {
        return fail(ErrorCode::invalid, "'" + boxName(header.type) + "' is no box of a CMAF stream");
    }
    const bool initial = header.type == boxType("ftyp") || header.type == boxType("moov");
    const std::size_t limit = initial ? m_limits.initBytes : m_limits.chunkBytes;
    const std::uint64_t before = m_scanned - m_consumed;
    if (header.size > limit || before + header.size > limit) { // HOSTILE H8: said before a byte of it is waited for
        return fail(ErrorCode::tooLarge, "box '" + boxName(header.type) + "' of " + std::to_string(header.size) +
                                             " bytes is over the limit of " + std::to_string(limit));
    }
    if (m_boxes >= m_limits.boxesBetweenChunks) { // HOSTILE H2
        return fail(ErrorCode::invalid, "too many boxes without media");
    }
    return {};
}

ByteView CmafReader::item() const {
    return ByteView(m_buffer).subspan(m_consumed, m_scanned - m_consumed);
}

void CmafReader::startItem() {
    m_consumed = m_scanned;
    m_boxes = 0;
}

Result<std::optional<CmafReader::Item>> CmafReader::takeInit() {
    auto init = parseInitSection(item());
    if (!init) {
        return propagate(init);
    }
    startItem();
    m_init = *init;
    return Item(std::move(*init));
}

Result<std::optional<CmafReader::Item>> CmafReader::takeChunk() {
    if (!m_init) { // HOSTILE H19
        return fail(ErrorCode::invalid, "media came before an init section; send ftyp and moov first");
    }
    auto chunk = parseChunk(item(), *m_init);
    if (!chunk) {
        return propagate(chunk);
    }
    startItem();
    return Item(std::move(*chunk));
}

} // namespace tally::core
