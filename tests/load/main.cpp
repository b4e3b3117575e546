// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json/codec.h"
#include "tests/load/command_line.h"

#include <exception>
#include <iostream>
#include <variant>

namespace {

using namespace tally::load;

struct Run {
    std::string operator()(const GetOptions& options) const { return run<GetLoad>(options); }
    std::string operator()(const ViewerOptions& options) const { return run<ViewerLoad>(options); }
    std::string operator()(const HeldOptions& options) const { return run<HeldLoad>(options); }
    std::string operator()(const SlowOptions& options) const { return run<SlowLoad>(options); }
    std::string operator()(const PublishOptions& options) const { return run<PublishLoad>(options); }
    std::string operator()(const MediaFilesOptions& options) const { return run<MediaFiles>(options); }

    template <typename Load, typename Options>
    static std::string run(const Options& options) {
        return tally::core::serializeJson(Load(options).run());
    }
};

} // namespace

// One JSON object on stdout; what keeps it from measuring is said on stderr.
int main(int argc, char* argv[]) {
    try {
        const CommandLine line = readCommandLine(argc, argv);
        if (!line.options) {
            return line.exitCode;
        }
        raiseDescriptorLimit();
        std::cout << std::visit(Run(), *line.options) << std::endl;
        return 0;
    } catch (const std::exception& error) {
        std::cerr << "tallylight-load: " << error.what() << std::endl;
        return 1;
    }
}
