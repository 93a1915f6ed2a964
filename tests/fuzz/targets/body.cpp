#include "core/wire.h"
#include "core/wire_sign_in.h"
#include "core/wire_staff.h"
#include "server/json.h"
#include "tests/fuzz/targets.h"

#include <cstdlib>

namespace hemval::fuzz {

// What is read is written and read again as the same.
void body(std::string_view bytes)
{
    const wire::Json json = server::received(std::string(bytes));
    const IdempotencyKey key("key-0001");
    if (const auto submission = wire::read_submission(json, key)) {
        const auto again = wire::read_submission(wire::write(*submission), key);
        if (!again || !(wire::write(*again) == wire::write(*submission)))
            std::abort();
    }
    wire::read_registered(json, key);
    wire::read_work_step(json);
    wire::read_list_change(json);
    wire::read_leaving_step(json);
    wire::read_wish_list(json);
    if (const auto event = wire::read_event(json)) {
        if (!wire::read_event(wire::write(*event)))
            std::abort();
    }
    if (const auto state = wire::read_state(json)) {
        if (!wire::read_state(wire::write(*state)))
            std::abort();
    }
}

}  // namespace hemval::fuzz
