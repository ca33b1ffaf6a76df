/* The rules of the house that can be read off the text of one file. */
#ifndef TZ_TESTS_HOUSE_RULES_H
#define TZ_TESTS_HOUSE_RULES_H

#include <stddef.h>

struct house_count {
    size_t includes;   /* #include lines read */
    size_t complaints;
};

/** A room's place from left to right, 0 to 7; -1 when it is no room. */
int house_rank(const char *room);

/**
 * Read one source text of a room and print a line for each broken rule:
 * includes that point right or sideways, Tesseract outside of ocr/, SQLite
 * outside of db/, and outside of cli/ calls that end the process or write to
 * the standard streams. Comments and strings do not count.
 *
 * @path  for the lines printed
 */
void house_judge(const char *room, const char *path, const char *text,
                 struct house_count *count);

#endif
