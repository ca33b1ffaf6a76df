/* One reader for all tests of a program; opening takes longer than they do. */
#ifndef TZ_TESTS_OCR_OPEN_READER_H
#define TZ_TESTS_OCR_OPEN_READER_H

#include "ocr/reader.h"

extern struct ocr_reader *reader;

/** Set up and tear down of a group: 0; other when Tesseract does not open. */
int open_reader(void **state);
int close_reader(void **state);

#endif
