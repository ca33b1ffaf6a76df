/* A line that is being typed, and what it would be as a value. */
#ifndef TZ_REVIEW_ENTRY_H
#define TZ_REVIEW_ENTRY_H

#include <stdint.h>

#include "ocr/reading.h"

struct entry {
    char text[OCR_TEXT_MAX];
    char whole[OCR_TEXT_MAX]; /* what it may become; "" nothing is known */
    bool words;               /* signs stay as they are typed */
};

/** Make of a typed character what it means here: full-width figures, signs and
 * letters of an input method become plain ones. */
uint32_t entry_plain(uint32_t character);

void entry_begin(struct entry *entry, bool words);

/** Append a character; false when there is no room or it is none. */
bool entry_add(struct entry *entry, uint32_t character);

/** Take over what it may become; false when nothing is known. */
bool entry_complete(struct entry *entry);

/** Take the last character away, marks included. */
void entry_drop(struct entry *entry);

/** What the typed words are as a value of that type. */
enum entry_check {
    ENTRY_EMPTY,
    ENTRY_GOOD,
    ENTRY_UNLISTED, /* a word that is not on the form's list */
    ENTRY_WRONG     /* cannot be a value of that type */
};
enum entry_check entry_check(const struct entry *entry,
                             const struct value_type *type,
                             char value[OCR_TEXT_MAX]);

#endif
