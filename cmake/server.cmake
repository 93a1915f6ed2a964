# The service. All but main() is a library, so the tests run the same code.
hemval_sources(server_sources GLOB server/*.cpp EXCLUDE server/main.cpp)
if(server_sources)
    find_package(Boost 1.81 REQUIRED)
    find_package(OpenSSL REQUIRED)
    find_package(SQLite3 REQUIRED)
    find_package(Threads REQUIRED)
    find_library(HEMVAL_ARGON2 argon2 REQUIRED)
    find_library(HEMVAL_QRCODEGEN qrcodegen REQUIRED)
    hemval_library(hemval_server GLOB server/*.cpp EXCLUDE server/main.cpp
        LINK hemval_core Boost::headers OpenSSL::SSL OpenSSL::Crypto SQLite::SQLite3
        "${HEMVAL_ARGON2}" "${HEMVAL_QRCODEGEN}" Threads::Threads)
endif()

hemval_sources(main_source GLOB server/main.cpp)
hemval_can_build(ok hemval SOURCES ${main_source} LINK hemval_server)
if(ok)
    add_executable(hemval ${main_source})
    target_link_libraries(hemval PRIVATE hemval_flags hemval_server)
endif()
