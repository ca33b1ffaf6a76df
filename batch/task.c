#include "batch/task.h"

#include <string.h>

#include "batch/wire.h"

size_t batch_put_task(unsigned char *to, const struct batch_task *task)
{
    const struct sheet_before *before = &task->before;
    const uint32_t numbers[BATCH_TASK_NUMBERS] = {
        (uint32_t)task->page, (uint32_t)before->first_column,
        (uint32_t)before->n_columns, (uint32_t)before->n_rows};
    size_t n = strlen(before->form);

    for (int i = 0; i < BATCH_TASK_NUMBERS; i++)
        batch_put_number(to + 4 * i, numbers[i]);
    memcpy(to + 4 * BATCH_TASK_NUMBERS, before->form, n);
    return 4 * BATCH_TASK_NUMBERS + n;
}

bool batch_get_task(const char *from, size_t n, struct batch_task *task)
{
    struct sheet_before *before = &task->before;
    size_t head = 4 * BATCH_TASK_NUMBERS;

    *task = (struct batch_task){0};
    if (n < head || n - head >= sizeof before->form)
        return false;
    task->page = batch_get_number(from);
    before->first_column = (int)batch_get_number(from + 4);
    before->n_columns = (int)batch_get_number(from + 8);
    before->n_rows = (int)batch_get_number(from + 12);
    memcpy(before->form, from + head, n - head);
    return true;
}
