// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/fakes/fake_server.h"

using namespace Qt::StringLiterals;

namespace tally::tests {

void FakeServer::disconnectAt(core::WallTime when) {
    Q_EMIT connectionChanged({ui::ConnectionPhase::away, when, u"connection refused"_s});
}

void FakeServer::refuse(std::uint32_t status, const std::string& detail) {
    core::Problem problem;
    problem.status = status;
    problem.detail = detail;
    Q_EMIT fireRefused(problem);
}

} // namespace tally::tests
