#pragma once

#include "memory_desk.h"

#include <map>
#include <string>

namespace hemval::test {

// The service's HTTP API of the desk, over a desk in this process: to drive HttpStaffDesk.
class DeskService {
public:
    DeskService(MemoryDesk& desk, const std::string& municipality);
    HttpResponse operator()(const HttpRequest& request);

    std::map<std::string, std::string> gets;  // every body given, by path

private:
    HttpResponse post(const std::string& tail, const HttpRequest& request);
    HttpResponse get(const std::string& tail);

    MemoryDesk& desk_;
    std::string session_, root_;
};

}  // namespace hemval::test
