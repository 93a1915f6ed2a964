# The program in the browser: build/wasm/hemval.js, an ES module whose default export takes
# {wasmBinary} or {instantiateWasm}, and hemval.wasm. There is no main(): the page calls what
# web/platform/browser marks EMSCRIPTEN_KEEPALIVE. library_*.js there are what C++ calls in the page.
hemval_sources(web_sources GLOB web/platform/browser/*.cpp)
hemval_can_build(ok hemval_web SOURCES ${web_sources} LINK hemval_app)
if(NOT ok)
    return()
endif()

add_executable(hemval_web ${web_sources})
set_target_properties(hemval_web PROPERTIES OUTPUT_NAME hemval)
target_link_libraries(hemval_web PRIVATE hemval_flags hemval_silent hemval_app)
target_link_options(hemval_web PRIVATE
    -Oz -flto -fno-exceptions -fno-rtti --no-entry
    -sMODULARIZE -sEXPORT_ES6 -sUSE_ES6_IMPORT_META=0 -sENVIRONMENT=web
    -sMIN_WEBGL_VERSION=2 -sMAX_WEBGL_VERSION=2
    -sALLOW_MEMORY_GROWTH -sFILESYSTEM=0 -sTEXTDECODER=2
    -sEXPORTED_FUNCTIONS=_malloc,_free
    -sEXPORTED_RUNTIME_METHODS=UTF8ToString
    -sDYNAMIC_EXECUTION=0)

file(GLOB web_libraries CONFIGURE_DEPENDS web/platform/browser/library_*.js)
foreach(library IN LISTS web_libraries)
    target_link_options(hemval_web PRIVATE "SHELL:--js-library ${library}")
    set_property(TARGET hemval_web APPEND PROPERTY LINK_DEPENDS "${library}")
endforeach()
