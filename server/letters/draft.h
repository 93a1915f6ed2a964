#pragma once

#include "core/result.h"

#include <string>

namespace hemval::server {

// A file for its owner only that is on disk but has its name only once it is kept; else it is removed.
class Draft {
public:
    // The errors are sentences.
    static Result<Draft, std::string> write(const std::string& folder, const std::string& stem,
                                            const std::string& text);
    Draft(Draft&& other) noexcept;
    Draft& operator=(Draft&&) = delete;
    ~Draft();
    // Its path: stem and, where that is taken, a number. Never in the place of another file.
    Result<std::string, std::string> keep();
    // Its path: it stays, under the name it has so far.
    std::string leave();

private:
    Draft(std::string path, std::string wanted) : path_(std::move(path)), wanted_(std::move(wanted)) {}
    std::string path_, wanted_;
};

}  // namespace hemval::server
