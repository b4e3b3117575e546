// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/live/media_bytes.h"

#include <unistd.h>

namespace tally::server::live {

bool MediaBytes::appendTo(core::Bytes& whole) const {
    if (heap) {
        whole.insert(whole.end(), heap->begin(), heap->end());
        return true;
    }
    const std::size_t before = whole.size();
    whole.resize(before + file.size);
    std::size_t done = 0;
    while (done < file.size) {
        const ssize_t got =
            ::pread(file.file, whole.data() + before + done, file.size - done, static_cast<off_t>(file.offset + done));
        if (got <= 0) {
            whole.resize(before);
            return false;
        }
        done += static_cast<std::size_t>(got);
    }
    return true;
}

} // namespace tally::server::live
