#pragma once

#include <tl/expected.hpp>

namespace hemval {

// Errors are values. Never call .value(): without exceptions it would abort; check, then dereference.
template <class T, class E>
using Result = tl::expected<T, E>;

template <class E>
constexpr tl::unexpected<E> fail(E error)
{
    return tl::unexpected<E>(error);
}

}  // namespace hemval
