#pragma once

#include <string_view>

// What is taken from outside, each with any bytes at all: it must end, and touch nothing that is not its own.
// One target a file in targets/; its seeds are in corpus/<name>/, which server_tests goes through each time.
namespace hemval::fuzz {

void pack(std::string_view bytes);    // one file of a municipality's pack
void body(std::string_view bytes);    // what is sent to the service
void http(std::string_view bytes);    // what comes on a connection
void import(std::string_view bytes);  // what hemval import and hemval letters read
void proof(std::string_view bytes);   // what a receipt is checked by

}  // namespace hemval::fuzz
