#include "ocr/models/built_in_model.h"

/* BUILT_IN_MODEL is the file's path, from ocr/CMakeLists.txt. Assembler does
 * in a moment what a quarter of a million numbers in C source would take
 * seconds for. */
__asm__(".pushsection .rodata, \"a\"\n"
        ".global built_in_model\n"
        ".global built_in_model_end\n"
        ".balign 16\n"
        "built_in_model:\n"
        ".incbin \"" BUILT_IN_MODEL "\"\n"
        "built_in_model_end:\n"
        ".byte 0\n"
        ".popsection\n");
