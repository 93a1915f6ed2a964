# Dear ImGui, drawing only: the document is the input, so its demo, debug tools and files are out.
set(IMGUI_DIR "${CMAKE_SOURCE_DIR}/build/imgui" CACHE PATH
    "A checkout of Dear ImGui 1.90; scripts/imgui.sh brings Debian's")

file(GLOB imgui_found CONFIGURE_DEPENDS "${IMGUI_DIR}/imgui.cpp")  # seen as soon as it is there
if(NOT imgui_found)
    message(STATUS "hemval_imgui: left out, nothing in ${IMGUI_DIR} (run scripts/imgui.sh)")
    return()
endif()

set(imgui_sources imgui.cpp imgui_draw.cpp imgui_tables.cpp imgui_widgets.cpp)
list(TRANSFORM imgui_sources PREPEND "${IMGUI_DIR}/")

add_library(hemval_imgui STATIC ${imgui_sources})
target_include_directories(hemval_imgui SYSTEM PUBLIC "${IMGUI_DIR}")
target_compile_options(hemval_imgui PRIVATE -w -fno-exceptions -fno-rtti
    "-ffile-prefix-map=${IMGUI_DIR}/=imgui/" "-ffile-prefix-map=${CMAKE_SOURCE_DIR}/=")
if(HEMVAL_SANITIZE STREQUAL "address")
    # What it is handed still has its bounds; its own arithmetic is its authors'.
    target_compile_options(hemval_imgui PRIVATE -fno-sanitize=undefined
        -fno-sanitize-coverage=inline-8bit-counters,pc-table)
endif()
# Public: they change what the headers declare.
target_compile_definitions(hemval_imgui PUBLIC
    IMGUI_DISABLE_DEMO_WINDOWS IMGUI_DISABLE_DEBUG_TOOLS IMGUI_DISABLE_OBSOLETE_FUNCTIONS
    IMGUI_DISABLE_FILE_FUNCTIONS IMGUI_DISABLE_WIN32_FUNCTIONS
    "ImDrawIdx=unsigned int")  # a long page has more than 65 536 corners
