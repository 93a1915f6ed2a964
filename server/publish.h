#pragma once

#include "server/store/store.h"

#include <map>
#include <string>

namespace hemval::server {

// The public ledgers, municipality id -> JSON: the newest signed checkpoint and its key, the rules as
// they were adopted, the steps of providers that leave, every leaf's hash, and the assignments as core's
// PublicEntry. An area only where at least kFewestForArea people have a case here: no event says that
// somebody's help has ended, so whoever has none any more counts until they are erased. Of ledgers that
// have been verified in this transaction.
std::map<std::string, std::string> public_ledgers(Queries& queries, const std::string& public_key);

// The files of the page that replays them, name -> content. From server/public_page/.
const std::map<std::string, std::string>& public_page();

}  // namespace hemval::server
