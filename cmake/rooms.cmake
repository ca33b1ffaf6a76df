# add_room(scan SOURCES deskew.c USES base LIBS PkgConfig::LEPT) makes room::scan.
# USES names rooms to the left only; tests/style holds the same for #include.
function(add_room name)
    cmake_parse_arguments(ROOM "" "" "SOURCES;USES;LIBS" ${ARGN})
    add_library(room_${name} STATIC ${ROOM_SOURCES})
    add_library(room::${name} ALIAS room_${name})
    target_include_directories(room_${name} PUBLIC ${PROJECT_SOURCE_DIR})
    target_link_libraries(room_${name} PUBLIC tz_flags)
    foreach(used ${ROOM_USES})
        target_link_libraries(room_${name} PUBLIC room::${used})
    endforeach()
    target_link_libraries(room_${name} PUBLIC ${ROOM_LIBS} m)
endfunction()

# add_room_test(test_deskew SOURCES scan/test_deskew.c ROOMS scan): one cmocka
# program, run by ctest from the build folder.
function(add_room_test name)
    cmake_parse_arguments(TEST "" "" "SOURCES;ROOMS;LIBS" ${ARGN})
    add_executable(${name} ${TEST_SOURCES})
    foreach(used ${TEST_ROOMS})
        target_link_libraries(${name} PRIVATE room::${used})
    endforeach()
    target_link_libraries(${name} PRIVATE tz_flags PkgConfig::CMOCKA ${TEST_LIBS})
    target_compile_definitions(${name} PRIVATE
        TZ_SOURCE_DIR="${PROJECT_SOURCE_DIR}" TZ_BINARY_DIR="${CMAKE_BINARY_DIR}")
    add_test(NAME ${name} COMMAND ${name})
    # What font libraries keep to the end is no leak of ours.
    set_tests_properties(${name} PROPERTIES ENVIRONMENT
        "LSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/tests/cli/leaks.txt:print_suppressions=0")
endfunction()
