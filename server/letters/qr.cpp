#include "server/letters/qr.h"

#include <qrcodegen/qrcodegen.h>

#include <cstdint>

namespace hemval::server {
namespace {

constexpr int kQuietZone = 4;

}  // namespace

std::string html(const std::string& text)
{
    std::string written;
    for (const char c : text) {
        switch (c) {
        case '&': written += "&amp;"; break;
        case '<': written += "&lt;"; break;
        case '>': written += "&gt;"; break;
        case '"': written += "&quot;"; break;
        case '\'': written += "&#39;"; break;
        default: written += c;
        }
    }
    return written;
}

std::string qr_svg(const std::string& text, const std::string& label)
{
    std::uint8_t work[qrcodegen_BUFFER_LEN_MAX];
    std::uint8_t code[qrcodegen_BUFFER_LEN_MAX];
    if (!qrcodegen_encodeText(text.c_str(), work, code, qrcodegen_Ecc_MEDIUM, qrcodegen_VERSION_MIN,
                              qrcodegen_VERSION_MAX, qrcodegen_Mask_AUTO, true))
        return {};
    const int size = qrcodegen_getSize(code);
    std::string path;
    for (int y = 0; y < size; ++y) {
        for (int x = 0; x < size; ++x) {
            int length = 0;
            while (qrcodegen_getModule(code, x + length, y))  // beyond the edge it is light
                ++length;
            if (length > 0)
                path += "M" + std::to_string(x + kQuietZone) + " " + std::to_string(y + kQuietZone) +
                        "h" + std::to_string(length) + "v1h-" + std::to_string(length) + "z";
            x += length;
        }
    }
    const std::string whole = std::to_string(size + 2 * kQuietZone);
    return "<svg class=\"qr\" viewBox=\"0 0 " + whole + " " + whole + "\" role=\"img\" aria-label=\"" +
           html(label) + "\" shape-rendering=\"crispEdges\"><rect width=\"" + whole + "\" height=\"" +
           whole + "\" fill=\"#fff\"/><path d=\"" + path + "\" fill=\"#000\"/></svg>";
}

}  // namespace hemval::server
