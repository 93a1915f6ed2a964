# How our own code is compiled. Third-party code gets none of the warnings.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

if(NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "" FORCE)
endif()
# Asserts stay on natively: ImGui's and the kit's are how the tests hear of misuse.
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2")  # who follows one in a debugger adds -DCMAKE_CXX_FLAGS=-g
set(CMAKE_CXX_FLAGS_MINSIZEREL "-Oz -flto -DNDEBUG")

if(NOT CMAKE_CXX_COMPILER_LAUNCHER)
    find_program(HEMVAL_CCACHE ccache)
    if(HEMVAL_CCACHE)
        # Without these it keeps nothing that uses a precompiled header.
        set(CMAKE_CXX_COMPILER_LAUNCHER
            env CCACHE_SLOPPINESS=pch_defines,time_macros "${HEMVAL_CCACHE}")
    endif()
endif()

if(CMAKE_CXX_COMPILER_ID MATCHES "Clang" AND NOT EMSCRIPTEN)
    add_link_options(-fuse-ld=lld-14)  # a fifth of the time of the usual one
endif()

add_library(hemval_flags INTERFACE)
target_include_directories(hemval_flags INTERFACE "${CMAKE_SOURCE_DIR}")
target_compile_definitions(hemval_flags INTERFACE JSON_NOEXCEPTION)
target_compile_options(hemval_flags INTERFACE
    -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror
    # No folder of the building machine ends up in the program.
    "-ffile-prefix-map=${CMAKE_SOURCE_DIR}/=")

add_library(hemval_silent INTERFACE)
target_compile_options(hemval_silent INTERFACE -fno-exceptions -fno-rtti)

set(HEMVAL_SANITIZE "" CACHE STRING "address, thread or empty")
option(HEMVAL_FUZZ "What is sanitized also tells libFuzzer of each comparison" OFF)
if(HEMVAL_SANITIZE)
    set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O1 -g1 -fno-omit-frame-pointer")
endif()
if(HEMVAL_SANITIZE STREQUAL "address")
    # vptr checks need the RTTI that core and web do without; what clang 14 writes before a function for
    # the check of its type does not fit coroutines. A trap instead of a sentence takes less time to compile:
    # with ASAN_OPTIONS=handle_sigill=1 its trace says where. The counters are what the fuzzers go by.
    add_compile_options(-fsanitize=address,undefined -fno-sanitize=vptr,function -fsanitize-trap=undefined
        -fsanitize-coverage=inline-8bit-counters,pc-table)
    add_link_options(-fsanitize=address,undefined)
    if(HEMVAL_FUZZ)
        add_compile_options(-fsanitize=fuzzer-no-link)
    endif()
elseif(HEMVAL_SANITIZE STREQUAL "thread")
    add_compile_options(-fsanitize=thread)
    add_link_options(-fsanitize=thread)
endif()

option(HEMVAL_COVERAGE "Instrument for llvm-cov (clang)" OFF)
if(HEMVAL_COVERAGE)
    add_compile_options(-fprofile-instr-generate -fcoverage-mapping)
    add_link_options(-fprofile-instr-generate)
endif()
