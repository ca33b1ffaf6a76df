# embed_text(OUT NAME FILE...): a C file with `const char NAME_css[]` for each
# FILE ("report.css"), so that what a page needs stands in a file of its own kind
# and yet travels inside of the program.
function(embed_text out prefix)
    set(code "/* Made by cmake/embed.cmake. */\n")
    foreach(file ${ARGN})
        file(READ ${file} hex HEX)
        string(REGEX REPLACE "(..)" "0x\\1," bytes "${hex}")
        get_filename_component(extension ${file} LAST_EXT)
        string(SUBSTRING ${extension} 1 -1 extension)
        string(APPEND code "extern const char ${prefix}_${extension}[];\n"
            "const char ${prefix}_${extension}[] = {${bytes}0};\n")
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    endforeach()
    file(GENERATE OUTPUT ${out} CONTENT "${code}")
endfunction()
