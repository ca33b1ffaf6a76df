#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "world.h"

int open_world(void **state)
{
    static struct world world;
    struct fault fault = {""};

    assert_int_equal(form_catalogue_load(NULL, &world.catalogue, &fault),
                     ST_OK);
    assert_int_equal(ocr_reader_open(&world.reader, &fault), ST_OK);
    *state = &world;
    return 0;
}

int close_world(void **state)
{
    struct world *world = *state;

    ocr_reader_close(&world->reader);
    form_catalogue_clear(&world->catalogue);
    return 0;
}

void withhold_all_but_labels(struct form_catalogue *catalogue)
{
    for (size_t f = 0; f < catalogue->n_forms; f++)
        for (size_t c = 0; c < catalogue->forms[f]->n_columns; c++) {
            struct form_column *column = &catalogue->forms[f]->columns[c];
            column->personal = !column->is_label;
        }
}
