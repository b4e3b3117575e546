// SPDX-License-Identifier: GPL-3.0-or-later
#include "server/cues/viewer_crowd.h"

#include <boost/asio/post.hpp>

namespace tally::server::cues {

std::shared_ptr<ViewerCrowd::Group> ViewerCrowd::groupOf(const boost::asio::any_io_executor& executor) {
    const std::lock_guard lock(m_mutex);
    for (const auto& group : m_groups) {
        if (group->executor == executor) {
            return group;
        }
    }
    return m_groups.emplace_back(std::make_shared<Group>(Group{executor, {}}));
}

void ViewerCrowd::join(std::shared_ptr<net::WebSocket> socket) {
    const auto group = groupOf(socket->executor());
    if (group->sockets.insert(std::move(socket)).second) {
        ++m_size;
    }
}

void ViewerCrowd::leave(const std::shared_ptr<net::WebSocket>& socket) {
    if (groupOf(socket->executor())->sockets.erase(socket) > 0) {
        --m_size;
    }
}

void ViewerCrowd::send(std::shared_ptr<const std::string> text) {
    const std::lock_guard lock(m_mutex);
    for (const auto& group : m_groups) {
        boost::asio::post(group->executor, [group, text] {
            const auto sockets = group->sockets; // a socket that is full closes itself and leaves meanwhile
            for (const auto& socket : sockets) {
                socket->send(text);
            }
        });
    }
}

} // namespace tally::server::cues
