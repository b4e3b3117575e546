// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

// Requests that broke others, by the number of the list they come from (H10, H23, H29). They are for a server with
// POST /echo and GET /hello/{name}; the tests send them over sockets, the fuzzers begin with them.
namespace tally::test {

struct HostileRequest {
    std::string name;
    std::string raw; // what goes over the socket
};

std::vector<HostileRequest> hugeAddresses();    // H10: more than a head may have
std::vector<HostileRequest> waysOutOfAFolder(); // H23
std::vector<HostileRequest> ambiguousFraming(); // H29: where two readers would see two different requests
std::vector<HostileRequest> plainRequests();    // what must work all the same

} // namespace tally::test
