#include "forms/numbered_rows.h"

/* So many labels, among so many first ones, must agree on where the first day
 * or month is. (After ten days their mean may stand between: from there on
 * every label is one less than its row's place.) */
enum { AGREE = 4, FIRST = 10 };

/* Full lines before the first rows are headings and units, below the last one
 * notes. */
static bool stands_between(const struct numbered_row *rows, int n, int at)
{
    int before = 0;

    for (int r = 0; r < at; r++)
        before += rows[r].is_row;
    for (int r = at + 1; r < n; r++)
        if (rows[r].is_row)
            return before >= NUMBERED_SEARCH;
    return false;
}

static bool may_be_kept(const struct numbered_row *rows, int n, int at)
{
    return rows[at].full_only && rows[at].full && stands_between(rows, n, at);
}

/* How many labels that were surely read have their own row's number, with the
 * nameless full lines as rows or without. */
static int count_right(const struct numbered_row *rows, int n, bool with)
{
    int place = 0, right = 0;

    for (int r = 0; r < n; r++) {
        if (!rows[r].is_row && !(with && may_be_kept(rows, n, r)))
            continue;
        place++;
        right += rows[r].sure && rows[r].number == place;
    }
    return right;
}

void numbered_rows_keep_full(struct numbered_row *rows, int n, int most_rows)
{
    int gain = count_right(rows, n, true) - count_right(rows, n, false);
    int count = 0;

    for (int r = 0; r < n; r++)
        count += rows[r].is_row || may_be_kept(rows, n, r);
    if (gain < 0 || (most_rows > 0 ? count > most_rows : gain == 0))
        return;
    /* A row that is kept does not make more lines stand between rows. */
    for (int r = 0; r < n; r++)
        if (may_be_kept(rows, n, r))
            rows[r].is_row = true;
}

int numbered_rows_before_first(const struct numbered_row *rows, int n)
{
    int best = 0, most = 0;

    for (int before = 0; before <= NUMBERED_SEARCH; before++) {
        int place = -before, agree = 0;
        for (int r = 0; r < n; r++) {
            if (!rows[r].is_row)
                continue;
            place++;
            agree += place > 0 && place <= FIRST && rows[r].number == place;
        }
        if (agree > most) {
            most = agree;
            best = before;
        }
    }
    return most >= AGREE ? best : 0;
}
