/* Text in UTF-8: copying into fixed fields, NFKC, trimming, comparing. */
#ifndef TZ_BASE_TEXT_H
#define TZ_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/**
 * Copy @from into @to (@size bytes, NUL included), cutting at a whole UTF-8
 * character when it does not fit. Returns false when something was cut.
 */
bool text_copy(char *to, size_t size, const char *from);

/**
 * Likewise from GB 18030, which older Chinese systems and spreadsheets write;
 * GBK and GB 2312 are parts of it. False, and @to as it may be, when the bytes
 * mean nothing there or do not fit.
 */
bool text_from_gb(char *to, size_t size, const char *from);

/**
 * NFKC, and every kind of white space removed: "２０２５ 年" -> "2025年". This is
 * how two texts of a form are made comparable.
 */
bool text_normalise(char *to, size_t size, const char *from);

/** Number of code points in valid UTF-8; bytes when it is not valid. */
size_t text_length(const char *text);

/** True when @text is valid UTF-8. */
bool text_is_utf8(const char *text);

/**
 * Levenshtein distance in code points, of at most 255 code points each; longer
 * texts are compared by their first 255.
 */
size_t text_distance(const char *a, const char *b);

/** 1 - distance / longer length, 0 to 1; 1 for two empty texts. */
double text_similarity(const char *a, const char *b);

#endif
