// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gst/gst.h>

#include <utility>

namespace tally::gst {

// One reference to a GstObject (element, pad, bus, clock). Copying adds a reference. As thread-safe as the GstObject.
template <typename T>
class Object {
public:
    Object() = default;
    Object(const Object& other) : Object(retain(other.m_pointer)) {}
    Object(Object&& other) noexcept : m_pointer(std::exchange(other.m_pointer, nullptr)) {}
    ~Object() {
        if (m_pointer != nullptr) {
            gst_object_unref(m_pointer);
        }
    }

    Object& operator=(Object other) noexcept {
        std::swap(m_pointer, other.m_pointer);
        return *this;
    }

    // Takes over the reference that the caller was given; a floating one is sunk.
    static Object adopt(T* pointer) {
        if (pointer != nullptr && g_object_is_floating(pointer)) {
            gst_object_ref_sink(pointer);
        }
        return Object(pointer);
    }

    // Adds a reference to one that stays with its owner.
    static Object retain(T* pointer) {
        return Object(pointer == nullptr ? nullptr : static_cast<T*>(gst_object_ref(pointer)));
    }

    T* get() const { return m_pointer; }
    explicit operator bool() const { return m_pointer != nullptr; }

private:
    explicit Object(T* pointer) : m_pointer(pointer) {}

    T* m_pointer = nullptr;
};

using Element = Object<GstElement>;
using Pad = Object<GstPad>;

} // namespace tally::gst
