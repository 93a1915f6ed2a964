#pragma once

#include <cstddef>

namespace hemval {

// An enum's value and the word that stands for it in files. A table of these is the one place where
// the two meet.
template <class E>
struct Named {
    const char* name;
    E value;
};

// "" for a value the table leaves out.
template <class E, std::size_t N>
constexpr const char* name_in(const Named<E> (&all)[N], E value)
{
    for (const Named<E>& one : all) {
        if (one.value == value) {
            return one.name;
        }
    }
    return "";
}

}  // namespace hemval
