#pragma once

#include <string>

namespace hemval {

// How the reader likes to read. It is kept on the device and goes along to the next visit, unlike
// the visit itself, which ends with the tab: it says nothing about the errand.
struct Reading {
    std::string language;  // empty: not chosen yet
    bool plain = false;    // Enkel vy chosen
    int text_step = 0;     // Större text: 0..kTextSteps, a quarter each
    friend bool operator==(const Reading&, const Reading&) = default;
};
inline constexpr int kTextSteps = 4;

std::string write_reading(const Reading& reading);
Reading read_reading(const std::string& text);  // what cannot be read is as if never chosen

}  // namespace hemval
