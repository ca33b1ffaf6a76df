#include "check/roster.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

/* A name as it was read at one place of an office's lists. */
struct spelling {
    int office, length, place; /* lists of so many rows; from 0 */
    char text[SHEET_UNIT_MAX];
    int times;
    int unit; /* PLACE_NOWHERE until the list is settled */
};

struct roster {
    struct spelling *spellings;
    size_t n, room;
    int *offices; /* of each sheet; PLACE_NOWHERE: it lists no units */
    int n_offices;
    struct place_map *map;
};

static bool lists_units(const struct board_sheet *on)
{
    return on->form->rows == FORM_ROWS_UNIT;
}

static int count_body(const struct board_sheet *on)
{
    int n = 0;

    for (int i = 0; i < on->sheet->n_rows; i++)
        n += on->sheet->rows[i].kind == SHEET_ROW_BODY;
    return n;
}

/* ---- names ---- */

int roster_apart(const char *a, const char *b)
{
    int other = 0;

    while (*a != '\0' && *b != '\0' && other < 2) {
        bool same = true;

        do {
            same &= *a++ == *b++;
        } while ((*a & 0xC0) == 0x80 && (*b & 0xC0) == 0x80);
        if ((*a & 0xC0) == 0x80 || (*b & 0xC0) == 0x80)
            return 2;
        other += !same;
    }
    return *a == *b ? other : 2;
}

static size_t count_characters(const char *text)
{
    size_t n = 0;

    for (; *text != '\0'; text++)
        n += (*text & 0xC0) != 0x80;
    return n;
}

static enum status add_unit(struct place_map *map, const char *name, int office,
                            int *unit, struct fault *fault)
{
    for (size_t i = 0; i < map->n_units; i++)
        if (map->units[i].office == office &&
            strcmp(map->units[i].name, name) == 0) {
            *unit = (int)i;
            return ST_OK;
        }
    if (map->n_units == map->units_room) {
        size_t room = map->units_room * 2 + 32;
        struct place_unit *more = realloc(map->units, room * sizeof *more);

        if (more == NULL)
            return fault_set(fault, ST_NOMEM, "check: out of memory");
        map->units = more;
        map->units_room = room;
    }
    *unit = (int)map->n_units;
    map->units[map->n_units] = (struct place_unit){.office = office};
    (void)text_copy(map->units[map->n_units++].name, SHEET_UNIT_MAX, name);
    return ST_OK;
}

/* ---- which lists are of one office ---- */

static enum status note_spelling(struct roster *roster, int office, int length,
                                 int place, const char *text,
                                 struct fault *fault)
{
    for (size_t i = 0; i < roster->n; i++) {
        struct spelling *one = &roster->spellings[i];

        if (one->office == office && one->length == length &&
            one->place == place && strcmp(one->text, text) == 0) {
            one->times++;
            return ST_OK;
        }
    }
    if (roster->n == roster->room) {
        size_t room = roster->room * 2 + 64;
        struct spelling *more =
            realloc(roster->spellings, room * sizeof *more);

        if (more == NULL)
            return fault_set(fault, ST_NOMEM, "check: out of memory");
        roster->spellings = more;
        roster->room = room;
    }
    roster->spellings[roster->n] = (struct spelling){
        .office = office, .length = length, .place = place, .times = 1,
        .unit = PLACE_NOWHERE};
    (void)text_copy(roster->spellings[roster->n++].text, SHEET_UNIT_MAX, text);
    return ST_OK;
}

static bool knows(const struct roster *roster, int office, const char *text)
{
    for (size_t i = 0; i < roster->n; i++)
        if (roster->spellings[i].office == office &&
            strcmp(roster->spellings[i].text, text) == 0)
            return true;
    return false;
}

/* The office whose lists share most names with this one, and at least half. */
static int find_office(const struct roster *roster,
                       const struct board_sheet *on)
{
    int best = PLACE_NOWHERE, most = 0, named = 0;

    for (int i = 0; i < on->sheet->n_rows; i++)
        named += on->sheet->rows[i].kind == SHEET_ROW_BODY &&
                 on->sheet->rows[i].label[0] != '\0';
    for (int office = 0; office < roster->n_offices; office++) {
        int shared = 0;

        for (int i = 0; i < on->sheet->n_rows; i++)
            shared += on->sheet->rows[i].kind == SHEET_ROW_BODY &&
                      on->sheet->rows[i].label[0] != '\0' &&
                      knows(roster, office, on->sheet->rows[i].label);
        if (shared > most && 2 * shared >= named) {
            most = shared;
            best = office;
        }
    }
    return best;
}

static enum status join_offices(const struct board *board,
                                struct roster *roster, struct fault *fault)
{
    enum status rc = ST_OK;

    for (size_t s = 0; s < board->n_sheets && rc == ST_OK; s++) {
        const struct board_sheet *on = &board->sheets[s];
        int length = count_body(on), place = 0;

        roster->offices[s] = PLACE_NOWHERE;
        if (!lists_units(on))
            continue;
        roster->offices[s] = find_office(roster, on);
        if (roster->offices[s] == PLACE_NOWHERE)
            roster->offices[s] = roster->n_offices++;
        for (int i = 0; i < on->sheet->n_rows && rc == ST_OK; i++) {
            const struct sheet_row *row = &on->sheet->rows[i];

            if (row->kind != SHEET_ROW_BODY)
                continue;
            if (row->label[0] != '\0')
                rc = note_spelling(roster, roster->offices[s], length, place,
                                   row->label, fault);
            place++;
        }
    }
    return rc;
}

/* ---- who stands in which row ---- */

/* The usual spelling at a place; of two as usual, the one that sorts first. */
static const struct spelling *usual(const struct roster *roster, int office,
                                    int length, int place)
{
    const struct spelling *best = NULL;

    for (size_t i = 0; i < roster->n; i++) {
        const struct spelling *one = &roster->spellings[i];

        if (one->office != office || one->length != length ||
            one->place != place)
            continue;
        if (best == NULL || one->times > best->times ||
            (one->times == best->times && strcmp(one->text, best->text) < 0))
            best = one;
    }
    return best;
}

static enum status name_spellings(struct roster *roster, struct fault *fault)
{
    enum status rc = ST_OK;

    for (size_t i = 0; i < roster->n && rc == ST_OK; i++) {
        struct spelling *one = &roster->spellings[i];
        const struct spelling *name =
            usual(roster, one->office, one->length, one->place);

        rc = add_unit(roster->map, name->text, one->office, &one->unit, fault);
    }
    return rc;
}

/* Does the sheet list its units as its office usually does? */
static bool keeps_order(const struct roster *roster,
                        const struct board_sheet *on, int office, int length)
{
    int agree = 0, place = 0;

    for (int i = 0; i < on->sheet->n_rows; i++) {
        const struct spelling *name;

        if (on->sheet->rows[i].kind != SHEET_ROW_BODY)
            continue;
        name = usual(roster, office, length, place++);
        agree += name != NULL &&
                 strcmp(name->text, on->sheet->rows[i].label) == 0;
    }
    return 2 * agree >= length;
}

static int unit_called(const struct roster *roster, int office,
                       const char *text)
{
    for (size_t i = 0; i < roster->n; i++)
        if (roster->spellings[i].office == office &&
            strcmp(roster->spellings[i].text, text) == 0)
            return roster->spellings[i].unit;
    return PLACE_NOWHERE;
}

static void name_rows(const struct board *board, struct roster *roster,
                      size_t s)
{
    const struct board_sheet *on = &board->sheets[s];
    int office = roster->offices[s], length = count_body(on), place = 0;
    bool in_order = keeps_order(roster, on, office, length);

    for (int i = 0; i < on->sheet->n_rows; i++) {
        const struct spelling *name;

        if (on->sheet->rows[i].kind != SHEET_ROW_BODY)
            continue;
        name = usual(roster, office, length, place++);
        roster->map->sheets[s].rows[i].unit =
            in_order && name != NULL
                ? name->unit
                : unit_called(roster, office, on->sheet->rows[i].label);
    }
}

/* ---- whose sheet it is ---- */

/* The listed unit that was spelt so, or but for one character; none when two
 * fit alike. */
static int find_listed(const struct roster *roster, const char *text)
{
    int found = PLACE_NOWHERE;

    for (int far = 0; far <= 1 && found == PLACE_NOWHERE; far++)
        for (size_t i = 0; i < roster->n; i++) {
            const struct spelling *one = &roster->spellings[i];

            if (roster_apart(one->text, text) != far ||
                (far == 1 && count_characters(text) < 3))
                continue;
            if (found != PLACE_NOWHERE && found != one->unit)
                return PLACE_NOWHERE;
            found = one->unit;
        }
    return found;
}

/* What most lists of an office call the office itself. */
static const char *office_name(const struct board *board,
                               const struct roster *roster, int office,
                               int *most)
{
    const char *best = "";

    *most = 0;

    for (size_t s = 0; s < board->n_sheets; s++) {
        int times = 0;
        const char *name = board->sheets[s].sheet->unit;

        if (roster->offices[s] != office || name[0] == '\0')
            continue;
        for (size_t k = 0; k < board->n_sheets; k++)
            times += roster->offices[k] == office &&
                     strcmp(board->sheets[k].sheet->unit, name) == 0;
        if (times > *most) {
            *most = times;
            best = name;
        }
    }
    return best;
}

/* An office without a name is one all the same; one list alone gives it none. */
static enum status name_offices(const struct board *board,
                                struct roster *roster, struct fault *fault)
{
    enum status rc = ST_OK;

    for (int office = 0; office < roster->n_offices && rc == ST_OK; office++) {
        int most;
        const char *name = office_name(board, roster, office, &most);
        int unit = name[0] == '\0' ? PLACE_NOWHERE : find_listed(roster, name);

        if (unit == PLACE_NOWHERE)
            rc = add_unit(roster->map, most > 1 ? name : "", -2 - office, &unit,
                          fault);
        for (size_t s = 0; s < board->n_sheets; s++)
            if (roster->offices[s] == office)
                roster->map->sheets[s].unit = unit;
    }
    return rc;
}

static enum status name_own_sheets(const struct board *board,
                                   struct roster *roster, struct fault *fault)
{
    enum status rc = ST_OK;

    for (size_t s = 0; s < board->n_sheets && rc == ST_OK; s++) {
        const char *name = board->sheets[s].sheet->unit;
        int *unit = &roster->map->sheets[s].unit;

        if (roster->offices[s] != PLACE_NOWHERE || name[0] == '\0')
            continue;
        *unit = find_listed(roster, name);
        if (*unit == PLACE_NOWHERE)
            rc = add_unit(roster->map, name, PLACE_NOWHERE, unit, fault);
    }
    return rc;
}

enum status roster_name_units(const struct board *board, struct place_map *map,
                              struct fault *fault)
{
    struct roster roster = {.map = map};
    enum status rc;

    roster.offices = calloc(board->n_sheets + 1, sizeof *roster.offices);
    rc = roster.offices == NULL
             ? fault_set(fault, ST_NOMEM, "check: out of memory")
             : join_offices(board, &roster, fault);
    if (rc == ST_OK)
        rc = name_spellings(&roster, fault);
    for (size_t s = 0; s < board->n_sheets && rc == ST_OK; s++)
        if (roster.offices[s] != PLACE_NOWHERE)
            name_rows(board, &roster, s);
    if (rc == ST_OK)
        rc = name_offices(board, &roster, fault);
    if (rc == ST_OK)
        rc = name_own_sheets(board, &roster, fault);
    free(roster.spellings);
    free(roster.offices);
    return rc;
}
