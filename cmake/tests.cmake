# doctest programs mirror the source tree; checks are scripts that read the sources.

function(hemval_only_tests name)
    # A third less to compile. What they test stays optimised only where the linker meets it first: else
    # it takes the tests' own copies of what both have of a template.
    target_compile_options(${name} PRIVATE -O0)
    if(HEMVAL_SANITIZE STREQUAL "address")
        # Their own arithmetic is not what is tested; what they hand over still has its bounds.
        target_compile_options(${name} PRIVATE -fno-sanitize=undefined
            -fno-sanitize-coverage=inline-8bit-counters,pc-table)
    endif()
endfunction()

hemval_library(hemval_doctest_main GLOB cmake/doctest_main.cpp)
hemval_only_tests(hemval_doctest_main)

# hemval_test(name GLOB pattern... LINK target... OF library... [PRECOMPILE header...])
# OF names every library of ours that is in it.
function(hemval_test name)
    cmake_parse_arguments(arg "" "" "GLOB;LINK;OF;PRECOMPILE" ${ARGN})
    hemval_sources(sources GLOB ${arg_GLOB})
    hemval_can_build(ok ${name} SOURCES ${sources} LINK ${arg_LINK})
    if(NOT ok)
        return()
    endif()
    add_executable(${name} ${sources})
    hemval_knows_sources(${name})
    target_link_libraries(${name} PRIVATE hemval_flags hemval_doctest_main ${arg_LINK} rapidcheck)
    hemval_only_tests(${name})
    foreach(library IN LISTS arg_OF)
        target_link_options(${name} PRIVATE
            "LINKER:--whole-archive,$<TARGET_FILE:${library}>,--no-whole-archive")
    endforeach()
    hemval_precompiles(${name} cmake/precompiled.h cmake/precompiled_tests.h ${arg_PRECOMPILE})
    if(name STREQUAL "web_tests")
        hemval_batches(${name} 4)
    elseif(HEMVAL_SANITIZE)  # file by file where somebody waits for one
        hemval_batches(${name} 8)
    endif()
    add_test(NAME ${name} COMMAND ${name} WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}")
    set_tests_properties(${name} PROPERTIES LABELS doctest TIMEOUT 900)
endfunction()

hemval_test(core_tests GLOB tests/core/*.cpp LINK hemval_core OF hemval_core PRECOMPILE core/municipality.h)
hemval_test(web_tests GLOB tests/web/*.cpp LINK hemval_headless
    OF hemval_core hemval_app hemval_demonstration hemval_workspace hemval_headless
    PRECOMPILE web/platform/headless/headless_app.h tests/web/fake_service.h)
hemval_test(server_tests GLOB tests/server/*.cpp tests/fuzz/targets/*.cpp LINK hemval_server
    OF hemval_core hemval_server PRECOMPILE tests/server/support.h)

# Each check is one test: `node scripts/lint.mjs <rule>`.
find_program(HEMVAL_NODE NAMES node nodejs REQUIRED)
target_compile_definitions(server_tests PRIVATE HEMVAL_NODE="${HEMVAL_NODE}")
foreach(rule include_direction file_length columns screens_use_the_kit no_inner_html
        words_are_there_and_used no_motion lock_without_addresses)
    add_test(NAME ${rule} COMMAND ${HEMVAL_NODE} scripts/lint.mjs ${rule}
        WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}")
    set_tests_properties(${rule} PROPERTIES LABELS check)
endforeach()

if(HEMVAL_SANITIZE STREQUAL "address")
    hemval_sources(fuzzers GLOB tests/fuzz/targets/*.cpp)
    foreach(fuzzer IN LISTS fuzzers)
        get_filename_component(name "${fuzzer}" NAME_WE)
        add_executable(fuzz_${name} "${fuzzer}" tests/fuzz/entry.cpp)
        hemval_knows_sources(fuzz_${name})
        target_compile_definitions(fuzz_${name} PRIVATE "HEMVAL_TARGET=${name}")
        target_link_libraries(fuzz_${name} PRIVATE hemval_flags hemval_server)
        target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
    endforeach()
endif()

# What ./test --bench asks for by name.
foreach(part IN ITEMS core service)
    hemval_sources(bench_sources GLOB tests/bench/${part}/*.cpp)
    hemval_can_build(ok hemval_bench_${part} SOURCES ${bench_sources} LINK hemval_server)
    if(ok)
        add_executable(hemval_bench_${part} EXCLUDE_FROM_ALL ${bench_sources})
        target_link_libraries(hemval_bench_${part} PRIVATE hemval_flags hemval_server)
    endif()
endforeach()
