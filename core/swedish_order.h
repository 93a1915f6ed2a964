#pragma once

#include <string_view>

namespace hemval {

// A-Ö as in a Swedish telephone list: å ä ö after z, é as e, ü as y, upper and lower case alike,
// digits before letters. UTF-8; composed and decomposed letters alike. Total: malformed bytes come
// after every letter. The platform's own collation differs between browser and server, so
// it is not used.
bool swedish_before(std::string_view a, std::string_view b);

}  // namespace hemval
