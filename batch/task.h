/* A task on the wire: which page, and what it may go on with. Private. */
#ifndef TZ_BATCH_TASK_H
#define TZ_BATCH_TASK_H

#include <stddef.h>

#include "forms/sheet.h"

enum { BATCH_TASK_NUMBERS = 4,
       BATCH_TASK_MAX = 4 * BATCH_TASK_NUMBERS + FORM_ID_MAX };

struct batch_task {
    size_t page;                /* index */
    struct sheet_before before; /* form "": by itself */
};

/** Returns how many bytes of @to were filled, at most BATCH_TASK_MAX. */
size_t batch_put_task(unsigned char *to, const struct batch_task *task);

/** False when @n bytes are no task. */
bool batch_get_task(const char *from, size_t n, struct batch_task *task);

#endif
