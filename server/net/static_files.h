// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"
#include "server/net/http.h"

#include <filesystem>
#include <map>
#include <memory>
#include <string>

namespace tally::server::net {

class Router;

// The built player, read into memory once: index.html at /watch/{event}, what it needs at /assets/{name}.
// Immutable after load(); any thread.
class StaticFiles {
public:
    // Error: notFound, naming the folder and how the player is built.
    static core::Result<StaticFiles> load(const std::filesystem::path& folder);

    void registerRoutes(Router& router) const; // must outlive the router's use

private:
    Response page() const;
    Response asset(const std::string& name) const;

    struct File {
        std::shared_ptr<const std::string> text;
        std::string tag;
    };

    static File readFile(const std::filesystem::path& file);
    static Response ofFile(std::string_view type, const File& file);

    File m_page;
    std::map<std::string, File> m_assets;
};

} // namespace tally::server::net
