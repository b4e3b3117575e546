// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gst/gst.h>

#include <utility>

namespace tally::gst {

// One reference to a GstMiniObject (buffer, sample, caps, message). Moved, not copied: a buffer with one reference is
// writable, and a second one made in passing would cost a copy of its memory. Any one thread at a time.
template <typename T>
class MiniObject {
public:
    MiniObject() = default;
    MiniObject(const MiniObject&) = delete;
    MiniObject(MiniObject&& other) noexcept : m_pointer(other.release()) {}
    ~MiniObject() {
        if (m_pointer != nullptr) {
            gst_mini_object_unref(GST_MINI_OBJECT_CAST(m_pointer));
        }
    }

    MiniObject& operator=(const MiniObject&) = delete;
    MiniObject& operator=(MiniObject&& other) noexcept {
        std::swap(m_pointer, other.m_pointer);
        return *this;
    }

    // Takes over the reference that the caller was given.
    static MiniObject adopt(T* pointer) { return MiniObject(pointer); }

    // Adds a reference to one that stays with its owner.
    static MiniObject retain(T* pointer) {
        if (pointer != nullptr) {
            gst_mini_object_ref(GST_MINI_OBJECT_CAST(pointer));
        }
        return MiniObject(pointer);
    }

    // Gives the reference away, to a function documented as "transfer full".
    [[nodiscard]] T* release() { return std::exchange(m_pointer, nullptr); }

    T* get() const { return m_pointer; }
    explicit operator bool() const { return m_pointer != nullptr; }

private:
    explicit MiniObject(T* pointer) : m_pointer(pointer) {}

    T* m_pointer = nullptr;
};

using Buffer = MiniObject<GstBuffer>;
using Caps = MiniObject<GstCaps>;
using Message = MiniObject<GstMessage>;
using Sample = MiniObject<GstSample>;

} // namespace tally::gst
