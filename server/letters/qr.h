#pragma once

#include <string>

namespace hemval::server {

// The text's QR code as an <svg> element with the quiet zone it needs, named `label` for who listens.
// Error correction M: a letter is folded. Empty when the text does not fit in one.
std::string qr_svg(const std::string& text, const std::string& label);

// Text as HTML, also inside a quoted attribute.
std::string html(const std::string& text);

}  // namespace hemval::server
