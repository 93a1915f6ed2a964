# Toolchain: Debian's Emscripten 3.1.6. Its frozen cache already holds every system library, also the
# LTO ones, so nothing is compiled at the first link and no writable cache is needed.
set(EMSCRIPTEN_ROOT_PATH /usr/share/emscripten)
if(NOT EXISTS "${EMSCRIPTEN_ROOT_PATH}/emcc.py")
    message(FATAL_ERROR "Emscripten is missing: install Debian's package emscripten.")
endif()

# It is written for Debian's Python and for Debian's Node, which finds its acorn in /usr/share/nodejs
# by itself; another python3 or node may come first on the path.
set(ENV{EMSDK_PYTHON} /usr/bin/python3)
set(ENV{NODE_PATH} /usr/share/nodejs)
set(hemval_em_env "${CMAKE_COMMAND};-E;env;EMSDK_PYTHON=/usr/bin/python3;NODE_PATH=/usr/share/nodejs")
find_program(HEMVAL_CCACHE ccache)
if(HEMVAL_CCACHE)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${hemval_em_env};${HEMVAL_CCACHE}")
else()
    set(CMAKE_CXX_COMPILER_LAUNCHER "${hemval_em_env}")
endif()
set(CMAKE_CXX_LINKER_LAUNCHER "${hemval_em_env}")

# The same tools without a Python start for each library.
set(CMAKE_AR /usr/bin/llvm-ar-14 CACHE FILEPATH "")
set(CMAKE_RANLIB /usr/bin/llvm-ranlib-14 CACHE FILEPATH "")

include("${EMSCRIPTEN_ROOT_PATH}/cmake/Modules/Platform/Emscripten.cmake")

# Header-only libraries by links: with -I/usr/include the machine's own libc would be found first. In place of
# nlohmann/json stands what the browser needs of it (decision 036).
set(HEMVAL_HEADERS "${CMAKE_BINARY_DIR}/headers")
file(MAKE_DIRECTORY "${HEMVAL_HEADERS}")
foreach(library tl nlohmann)
    set(linked_from "/usr/include/${library}")
    if(library STREQUAL "nlohmann")
        set(linked_from "${CMAKE_CURRENT_LIST_DIR}/../web/platform/browser/json/nlohmann")
    endif()
    file(REMOVE "${HEMVAL_HEADERS}/${library}")
    file(CREATE_LINK "${linked_from}" "${HEMVAL_HEADERS}/${library}" SYMBOLIC)
endforeach()
