/* Draws the looks of characters when the program is built: draw_looks FILE */
#include <stdio.h>

#include "ocr/rare_file.h"

int main(int argc, char **argv)
{
    enum status rc = argc == 2 ? rare_file_write(argv[1]) : ST_INPUT;

    if (rc == ST_OK)
        return 0;
    fprintf(stderr, "draw_looks: %s\n", status_text(rc));
    return 1;
}
