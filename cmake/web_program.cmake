# The programs in the browser: build/wasm/hemval.js, hemval_demo.js and hemval_staff.js, ES modules whose
# default export takes {wasmBinary} or {instantiateWasm}, each with its .wasm. There is no main(): the page
# calls what web/platform/browser marks EMSCRIPTEN_KEEPALIVE. Linked with the names of its functions, which
# scripts/wasm.mjs needs to tell what the bytes are, and takes away.

# hemval_web_program(target output [IN_PARTS] LINK library SOURCE file)
# IN_PARTS: what no first visit runs becomes a second file, ${output}_rest.wasm (decision 040).
function(hemval_web_program name output)
    cmake_parse_arguments(arg "IN_PARTS" "LINK;SOURCE" "" ${ARGN})
    hemval_sources(sources GLOB web/platform/browser/*.cpp EXCLUDE
        web/platform/browser/program_citizen.cpp web/platform/browser/program_demonstration.cpp
        web/platform/browser/program_staff.cpp)
    hemval_can_build(ok ${name} SOURCES ${sources} LINK ${arg_LINK})
    if(NOT ok)
        return()
    endif()
    add_executable(${name} ${sources} ${arg_SOURCE})
    set_target_properties(${name} PROPERTIES OUTPUT_NAME ${output})
    target_link_libraries(${name} PRIVATE hemval_flags hemval_silent ${arg_LINK})
    target_link_options(${name} PRIVATE
        -Oz -flto -fno-exceptions -fno-rtti --no-entry
        -sMODULARIZE -sEXPORT_ES6 -sUSE_ES6_IMPORT_META=0 -sENVIRONMENT=web
        -sALLOW_MEMORY_GROWTH -sFILESYSTEM=0 -sTEXTDECODER=2 -sMALLOC=emmalloc
        # What is left of Emscripten's JavaScript when nothing asks for the rest.
        -sINCOMING_MODULE_JS_API=host,instantiateWasm -sSUPPORT_ERRNO=0 -sSUPPORT_LONGJMP=0
        -sEXPORTED_FUNCTIONS=_malloc,_free
        -sEXPORTED_RUNTIME_METHODS=UTF8ToString
        -sDYNAMIC_EXECUTION=0 --profiling-funcs -Wl,--no-demangle
        # What is inlined here could no longer be told apart; scripts/wasm.mjs does it, each part for itself.
        -sBINARYEN_EXTRA_PASSES=--one-caller-inline-max-function-size=0,--always-inline-max-function-size=0)
    set(parts)
    if(arg_IN_PARTS)
        set(parts --assets "${CMAKE_SOURCE_DIR}/assets" --fonts "${CMAKE_SOURCE_DIR}/build/fonts")
    endif()
    file(GLOB scripts CONFIGURE_DEPENDS
        "${CMAKE_SOURCE_DIR}/scripts/wasm*.mjs" "${CMAKE_SOURCE_DIR}/scripts/rehearsal.mjs")
    set_target_properties(${name} PROPERTIES LINK_DEPENDS "${scripts}")
    add_custom_command(TARGET ${name} POST_BUILD VERBATIM
        COMMAND "${CMAKE_COMMAND}" -E env --unset=NODE_PATH node "${CMAKE_SOURCE_DIR}/scripts/wasm.mjs"
            "${output}.wasm" ${parts})
endfunction()

hemval_web_program(hemval_web hemval IN_PARTS LINK hemval_app
    SOURCE web/platform/browser/program_citizen.cpp)
hemval_web_program(hemval_web_demo hemval_demo LINK hemval_demonstration
    SOURCE web/platform/browser/program_demonstration.cpp)
hemval_web_program(hemval_web_staff hemval_staff LINK hemval_workspace
    SOURCE web/platform/browser/program_staff.cpp)
