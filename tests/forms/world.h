/* The built-in forms and a reader, opened once for all tests of a program. */
#ifndef TZ_TESTS_FORMS_WORLD_H
#define TZ_TESTS_FORMS_WORLD_H

#include "forms/definition.h"
#include "ocr/reader.h"

struct world {
    struct form_catalogue catalogue;
    struct ocr_reader *reader;
};

/** Group set-up: *@state is a struct world. */
int open_world(void **state);
/** Group tear-down. */
int close_world(void **state);

/** For tests that ask only where cells lie: what is withheld is placed like all
 * others, and not read. Labels are read, for they tell the rows. */
void withhold_all_but_labels(struct form_catalogue *catalogue);

#endif
