#include "open_reader.h"

struct ocr_reader *reader;

int open_reader(void **state)
{
    struct fault fault;

    (void)state;
    return ocr_reader_open(&reader, &fault) != ST_OK;
}

int close_reader(void **state)
{
    (void)state;
    ocr_reader_close(&reader);
    return 0;
}
