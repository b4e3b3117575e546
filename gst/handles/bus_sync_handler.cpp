// SPDX-License-Identifier: GPL-3.0-or-later
#include "gst/handles/bus_sync_handler.h"

namespace tally::gst {

BusSyncHandler::BusSyncHandler(Object<GstBus> bus, OnMessage onMessage)
    : m_bus(std::move(bus)), m_onMessage(std::move(onMessage)) {
    gst_bus_set_sync_handler(m_bus.get(), &BusSyncHandler::called, this, nullptr);
}

BusSyncHandler::~BusSyncHandler() {
    gst_bus_set_sync_handler(m_bus.get(), nullptr, nullptr, nullptr);
}

GstBusSyncReply BusSyncHandler::called(GstBus*, GstMessage* message, gpointer self) {
    static_cast<BusSyncHandler*>(self)->m_onMessage(*message);
    gst_message_unref(message); // ours, with GST_BUS_DROP
    return GST_BUS_DROP;
}

} // namespace tally::gst
