#pragma once

#include "core/result.h"
#include "server/store/store.h"

#include <map>
#include <string>

namespace hemval::server {

// The public ledgers, municipality id -> JSON: the newest signed checkpoint and its key, the rules as
// they were adopted, the steps of providers that leave, every leaf's hash, and the assignments as core's
// PublicEntry. An area only where at least kFewestForArea people not yet erased live under decisions. The
// error is a sentence.
Result<std::map<std::string, std::string>, std::string> public_ledgers(
    Queries& queries, const std::string& public_key);

// The files of the page that replays them, name -> content. From server/public_page/.
const std::map<std::string, std::string>& public_page();

}  // namespace hemval::server
