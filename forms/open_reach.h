/* How far down a page an open table reaches, where rules close it. */
#ifndef TZ_FORMS_OPEN_REACH_H
#define TZ_FORMS_OPEN_REACH_H

#include "forms/grid_words.h"
#include "forms/rule.h"
#include "forms/text_block.h"

/** The rules that close a table, page px. */
struct open_reach {
    bool closed; /* else there are none */
    double left, top, right, bottom;
};

/**
 * A table without standing rules is often closed by one above and one below:
 * what lies beyond them is title, unit and notes. Hand out the page's writing
 * without these.
 *
 * @text   1 bpp, the page's writing; borrowed
 * @words  of it
 * @lying  the page's lying rules
 * @out    a clone of @text where no such rules are, or where much is written
 *         beyond them; pixDestroy() it
 * @reach  how far the table reaches then
 *
 * Returns ST_OK; ST_LIB.
 */
MUST_CHECK enum status
open_clear_beyond(struct Pix *text, const struct word_list *words,
                  const struct rule_list *lying, int dpi, struct Pix **out,
                  struct open_reach *reach, struct fault *fault);

/** A block that is all that such rules close reaches up to them. */
void open_widen(const struct open_reach *reach, struct text_block_list *list);

#endif
