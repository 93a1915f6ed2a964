#include "core/receipt_proof.h"
#include "core/wire.h"
#include "server/json.h"
#include "tests/fuzz/targets.h"

#include <cstdlib>
#include <string>

namespace hemval::fuzz {

void proof(std::string_view bytes)
{
    const std::string text(bytes);
    read_record(text);
    if (const auto checkpoint = read_checkpoint(bytes)) {
        if (signed_text(*checkpoint) != text)  // one spelling: what is signed is these bytes
            std::abort();
    }
    const wire::Json json = server::received(text);
    if (const auto read = wire::read_receipt_proof(json)) {
        if (!(wire::read_receipt_proof(wire::write(*read)) == read))
            std::abort();
    }
    wire::read_receipt(json);
    wire::read_receipt_check(json);
    wire::read_inclusion(json);
}

}  // namespace hemval::fuzz
