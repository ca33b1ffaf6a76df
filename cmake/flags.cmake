# One interface target carries every compiler flag; rooms only name it.
set(CMAKE_C_STANDARD 17)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})

option(TZ_WERROR "warnings are errors" OFF)
option(TZ_SANITIZE "address and undefined behaviour sanitizers" OFF)
option(TZ_FUZZ "build the fuzz targets with libFuzzer (clang)" OFF)

# Every test is a program of its own: gold (of binutils, as ld is) links one in a
# fifth of the time. What clang's sanitizers want exported it warns of.
include(CheckLinkerFlag)
check_linker_flag(C -fuse-ld=gold TZ_GOLD)

add_library(tz_flags INTERFACE)
target_compile_definitions(tz_flags INTERFACE _GNU_SOURCE)
target_compile_options(tz_flags INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion
    $<$<BOOL:${TZ_WERROR}>:-Werror>
    # Loops over pixels: gcc unrolls and vectorises them only from here on.
    $<$<CONFIG:RelWithDebInfo>:-O3>)
if(TZ_GOLD AND NOT TZ_SANITIZE)
    target_link_options(tz_flags INTERFACE -fuse-ld=gold)
endif()
if(TZ_SANITIZE)
    target_compile_options(tz_flags INTERFACE
        -fsanitize=address,undefined -fno-sanitize-recover=all
        -fno-omit-frame-pointer)
    target_link_options(tz_flags INTERFACE -fsanitize=address,undefined)
endif()
if(TZ_FUZZ)
    target_compile_options(tz_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
