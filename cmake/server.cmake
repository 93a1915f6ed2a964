# The service. All but main() is a library, so the tests run the same code.
hemval_sources(server_sources GLOB server/*.cpp EXCLUDE server/main.cpp)
if(server_sources)
    find_package(Boost 1.81 REQUIRED)
    find_package(CURL REQUIRED)
    find_package(OpenSSL REQUIRED)
    find_package(PostgreSQL REQUIRED)
    find_package(SQLite3 REQUIRED)
    find_package(Threads REQUIRED)
    find_library(HEMVAL_ARGON2 argon2 REQUIRED)
    find_library(HEMVAL_QRCODEGEN qrcodegen REQUIRED)
    hemval_library(hemval_server GLOB server/*.cpp EXCLUDE server/main.cpp
        LINK hemval_core Boost::headers CURL::libcurl OpenSSL::SSL OpenSSL::Crypto PostgreSQL::PostgreSQL
        SQLite::SQLite3
        "${HEMVAL_ARGON2}" "${HEMVAL_QRCODEGEN}" Threads::Threads
        PRECOMPILE core/municipality.h core/problem.h server/store/store.h)
    if(HEMVAL_SANITIZE)
        target_compile_options(hemval_server PRIVATE -O0)  # half to compile; its tests wait more than they compute
    endif()
    # The public ledger's page is part of the program: `hemval publish` needs the data and no more.
    set(page_files "")
    foreach(name index.html page.mjs replay.mjs)
        set(file "${CMAKE_SOURCE_DIR}/server/public_page/${name}")
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${file}")
        file(READ "${file}" text)
        string(APPEND page_files "        {\"${name}\", R\"page(${text})page\"},\n")
    endforeach()
    file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/public_page.cpp" @ONLY CONTENT
"#include \"server/publish.h\"

namespace hemval::server {
const std::map<std::string, std::string>& public_page()
{
    static const std::map<std::string, std::string> files = {
@page_files@    };
    return files;
}
}  // namespace hemval::server
")
    target_sources(hemval_server PRIVATE "${CMAKE_BINARY_DIR}/public_page.cpp")
endif()

hemval_sources(main_source GLOB server/main.cpp)
hemval_can_build(ok hemval SOURCES ${main_source} LINK hemval_server)
if(ok)
    add_executable(hemval ${main_source})
    target_link_libraries(hemval PRIVATE hemval_flags hemval_server)
endif()
