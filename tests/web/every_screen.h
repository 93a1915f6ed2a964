#pragma once

#include "web/platform/headless/headless_app.h"

#include <functional>
#include <string>
#include <vector>

// Every screen a person can come to, in a language: each is shown with its details opened.
namespace hemval::test {

struct Shown {
    std::string municipality;
    std::string screen;  // its address, or what was done to come there
    HeadlessApp& app;    // to be left as it was
};

void every_screen(const std::string& language, const std::function<void(const Shown&)>& see,
                  const std::vector<std::string>& municipalities = {"strangnas", "huddinge", "botkyrka"});

}  // namespace hemval::test
