/*
 * Asked before newterm(), which writes a line of its own about a kind that it
 * does not know, and paints all rows into one where the cursor cannot be moved.
 * In a file of its own, for term.h takes short names (columns, lines) away.
 */
#include "review/terminal_kind.h"

#include <stdlib.h>

#include <curses.h>
#include <term.h>

enum status terminal_kind_check(FILE *out, struct fault *fault)
{
    const char *kind = getenv("TERM");
    const char *moves;
    int known = 0;

    if (kind == NULL || kind[0] == '\0')
        return fault_set(fault, ST_INPUT,
                         "nothing says what kind of terminal this is; TERM "
                         "should, as in TERM=xterm");
    if (setupterm(kind, fileno(out), &known) != OK)
        return fault_set(fault, ST_INPUT,
                         "this terminal is not known (TERM=%s)", kind);
    moves = tigetstr("cup");
    (void)del_curterm(cur_term);
    if (moves == NULL || moves == (const char *)-1)
        return fault_set(fault, ST_INPUT,
                         "this terminal cannot show screens (TERM=%s); take "
                         "another, or --batch FILE",
                         kind);
    return ST_OK;
}
