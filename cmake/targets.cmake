# hemval_library(name [SILENT] GLOB pattern... [EXCLUDE file...] [LINK target...] [PRECOMPILE header...])
# A static library of the files found. SILENT: without exceptions and RTTI. When there are no files,
# or something it links is left out, it is left out too, with a message.
function(hemval_library name)
    cmake_parse_arguments(arg "SILENT" "" "GLOB;EXCLUDE;LINK;PRECOMPILE" ${ARGN})
    hemval_sources(sources GLOB ${arg_GLOB} EXCLUDE ${arg_EXCLUDE})
    hemval_can_build(ok ${name} SOURCES ${sources} LINK ${arg_LINK})
    if(NOT ok)
        return()
    endif()
    add_library(${name} STATIC ${sources})
    target_link_libraries(${name} PRIVATE hemval_flags PUBLIC ${arg_LINK})
    target_include_directories(${name} SYSTEM PUBLIC ${HEMVAL_HEADERS})
    if(arg_SILENT)
        target_link_libraries(${name} PRIVATE hemval_silent)
    endif()
    if(arg_PRECOMPILE)
        hemval_precompiles(${name} cmake/precompiled.h ${arg_PRECOMPILE})
    endif()
    # Each em++ reads the same headers anew and starts a Python besides, the sanitizers take each template's code
    # anew; nobody waits for one file of these.
    if(HEMVAL_SANITIZE)
        hemval_batches(${name} 16)
    elseif(EMSCRIPTEN)
        hemval_batches(${name} 8)
    else()
        hemval_batches(${name} 4)  # somebody does wait for one of these
    endif()
endfunction()

# hemval_batches(name size): its files are compiled so many at a time, but for those of HEMVAL_ALONE.
function(hemval_batches name size)
    set_target_properties(${name} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE ${size})
    set_source_files_properties(${HEMVAL_ALONE} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()

# hemval_precompiles(name [header...]): beside others' headers those of ours that nearly all of its files
# include, so that a change of one makes few more of them anew. For clang only: gcc gains little.
function(hemval_precompiles name)
    if(CMAKE_CXX_COMPILER_ID MATCHES "Clang" AND NOT EMSCRIPTEN)
        list(TRANSFORM ARGN PREPEND "${CMAKE_SOURCE_DIR}/" OUTPUT_VARIABLE headers)
        target_precompile_headers(${name} PRIVATE ${headers})
        target_compile_options(${name} PRIVATE "SHELL:-Xclang -fno-pch-timestamp")
    endif()
endfunction()

function(hemval_sources out)
    cmake_parse_arguments(arg "" "" "GLOB;EXCLUDE" ${ARGN})
    file(GLOB_RECURSE found CONFIGURE_DEPENDS RELATIVE "${CMAKE_SOURCE_DIR}" ${arg_GLOB})
    list(REMOVE_ITEM found ${arg_EXCLUDE})
    set(${out} ${found} PARENT_SCOPE)
endfunction()

function(hemval_can_build out name)
    cmake_parse_arguments(arg "" "" "SOURCES;LINK" ${ARGN})
    set(${out} TRUE PARENT_SCOPE)
    if(NOT arg_SOURCES)
        message(STATUS "${name}: left out, no source files yet")
        set(${out} FALSE PARENT_SCOPE)
    endif()
    foreach(dependency IN LISTS arg_LINK)
        if(dependency MATCHES "^hemval_" AND NOT TARGET ${dependency})
            message(STATUS "${name}: left out, it needs ${dependency}")
            set(${out} FALSE PARENT_SCOPE)
        endif()
    endforeach()
endfunction()

# Test code finds assets and build/fonts from here. Nothing that is delivered may be given this.
function(hemval_knows_sources name)
    if(TARGET ${name})
        target_compile_definitions(${name} PRIVATE "HEMVAL_SOURCE_DIR=\"${CMAKE_SOURCE_DIR}\"")
    endif()
endfunction()
