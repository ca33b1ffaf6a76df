/*
 * What a column holds, from what its cells were read as: words by the text
 * engine, a number of any kind by the engines for figures. A pen's figures are
 * gibberish to the first, print in Chinese is a doubtful number to the second.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "forms/draft_steps.h"

/* A number read with less may be a word. */
static const double NUMBER_SCORE = 0.85;
/* Shares of the written cells. */
static const double WORDS_SHARE = 0.3, USUAL_SHARE = 0.6, PLACES_SHARE = 0.8;
/* Figures as long as this name things. */
enum { NAME_DIGITS = 7, PLACES_MAX = 9, MONEY_PLACES = 2 };

/* How the cells of one column look. */
struct column_look {
    int written; /* cells with ink */
    int read;    /* ... that were read as words too */
    int words, percents, dates;
    int tails;   /* words that are the figure and a sign more */
    int numbers; /* ... that are numbers to the figure engines */
    int pointed; /* ... with a decimal mark */
    int places[PLACES_MAX + 1];
    int marked[PLACES_MAX + 1]; /* likewise, as the words show a mark */
    int marks;                  /* words that are figures with a mark in them */
    int before_mark;            /* most figures before a mark */
    int names;                  /* numbers so long that they name something */
};

/* Letters and Chinese characters; marks and what numbers are written with are
 * none. */
static bool has_letters(const char *text)
{
    static const char *const NUMERALS[] = {"·", "•",  "，", "。", "〇", "一",
                                           "—", "％", "、", "〃", "．"};
    int letters = 0;

    for (const char *at = text; *at != '\0';) {
        size_t skip = 0;
        for (size_t i = 0; i < sizeof NUMERALS / sizeof *NUMERALS; i++)
            if (strncmp(at, NUMERALS[i], strlen(NUMERALS[i])) == 0)
                skip = strlen(NUMERALS[i]);
        letters += skip == 0 && (isalpha((unsigned char)*at) ||
                                 ((unsigned char)*at & 0xC0) == 0xC0);
        at += skip > 0 ? skip : 1;
    }
    return letters * 2 >= (int)text_length(text) || letters >= 3;
}

static bool is_date(const char *text)
{
    static const struct value_type DATE = {.kind = VALUE_DATE, .decimals = -1};
    char value[OCR_TEXT_MAX];

    return ocr_normalise_value(text, &DATE, value, sizeof value) &&
           strlen(value) == strlen("2025-01-01");
}

/* Figures behind the one mark between figures; -1 when it is no such number.
 * The raised dot of old tables is read as almost any mark by engines for words
 * and as nothing by those for figures. */
static int places_marked(const char *text)
{
    static const char MARKS[] = ".'`\"";
    size_t before = strspn(text, "0123456789"), mark, behind;

    if (before == 0)
        return -1;
    text += before;
    mark = strspn(text, MARKS);
    if (strncmp(text, "·", strlen("·")) == 0)
        mark = strlen("·");
    if (mark == 0 || mark > strlen("·"))
        return -1;
    text += mark;
    behind = strspn(text, "0123456789");
    return text[behind] == '\0' && behind > 0 && behind <= PLACES_MAX
               ? (int)behind
               : -1;
}

static void look_at_words(const struct reading *reading, const char *figure,
                          double number_score, struct column_look *look)
{
    const char *text = reading->candidates[0].text;
    size_t length = strlen(figure);

    if (reading->state == READ_WITHHELD || reading->n_candidates == 0)
        return;
    look->read++;
    if (places_marked(text) > 0) {
        look->marked[places_marked(text)]++;
        look->marks++;
        if ((int)strspn(text, "0123456789") > look->before_mark)
            look->before_mark = (int)strspn(text, "0123456789");
    }
    if (strchr(text, '%') != NULL)
        look->percents++;
    else if (length > 0 && strncmp(text, figure, length) == 0 &&
             strlen(text) > length)
        look->tails++;
    else if (is_date(text))
        look->dates++;
    else if (has_letters(text) && number_score < NUMBER_SCORE)
        look->words++;
}

static void look_at_number(const char *value, struct column_look *look)
{
    const char *point = strchr(value, '.');
    int digits = 0, places = point != NULL ? (int)strlen(point + 1) : 0;

    for (const char *at = value; *at != '\0'; at++)
        digits += isdigit((unsigned char)*at) != 0;
    look->numbers++;
    look->pointed += point != NULL;
    look->places[places <= PLACES_MAX ? places : PLACES_MAX]++;
    look->names += digits >= NAME_DIGITS;
}

static struct column_look look_at(const struct draft_table *table, int column)
{
    struct column_look look = {0};

    for (int r = 0; r < table->n_rows; r++) {
        const struct reading *figure = draft_figure(table, r, column);
        const struct ocr_candidate *best = &figure->candidates[0];
        bool number = figure->n_candidates > 0 && best->value[0] != '\0';
        if (figure->state == READ_BLANK || figure->state == READ_DASH)
            continue;
        look.written++;
        look_at_words(draft_words(table, r, column), number ? best->text : "",
                      number ? best->score : 0, &look);
        if (number)
            look_at_number(best->value, &look);
    }
    return look;
}

/* Decimals that nearly all of its numbers have, -1 when they differ. */
static int usual_places(const struct column_look *look)
{
    /* A mark that only the words show is there all the same. */
    for (int n = 1; n <= PLACES_MAX && look->pointed * 2 < look->numbers; n++)
        if (look->marked[n] >= PLACES_SHARE * look->marks &&
            look->marked[n] > look->read * WORDS_SHARE)
            return n;
    for (int n = 0; n <= PLACES_MAX; n++)
        if (look->places[n] >= PLACES_SHARE * look->numbers)
            return n;
    return -1;
}

static bool header_says(const struct form_column *column, const char *word)
{
    for (int level = 0; level < FORM_HEADER_LEVELS; level++)
        if (column->header[level] != NULL &&
            strstr(column->header[level], word) != NULL)
            return true;
    return false;
}

/* The sign is small and easily misread, so that the header may say it too. */
static bool is_share(const struct column_look *look,
                     const struct form_column *column)
{
    bool rate = header_says(column, "率") || header_says(column, "占");

    return look->percents > look->read * USUAL_SHARE ||
           (rate && look->percents + look->tails > look->read * USUAL_SHARE) ||
           header_says(column, "%");
}

/* The kinds of figures, by how they are written. */
static struct value_type type_of_figures(const struct column_look *look,
                                         const struct form_column *column)
{
    int places = usual_places(look);

    if (header_says(column, "‰"))
        return (struct value_type){.kind = VALUE_PERMILLE, .decimals = -1};
    if (is_share(look, column))
        return (struct value_type){.kind = VALUE_PERCENT, .decimals = -1};
    if (places == 0)
        return (struct value_type){.kind = VALUE_COUNT};
    if (places == MONEY_PLACES)
        return (struct value_type){.kind = VALUE_MONEY,
                                   .decimals = MONEY_PLACES};
    return (struct value_type){.kind = VALUE_DECIMAL,
                               .decimals = places,
                               .fixed_point = places > 0,
                               .max_digits = places > 0 && look->pointed * 2 <
                                                               look->numbers
                                                 ? places + look->before_mark
                                                 : 0};
}

static struct value_type guess(const struct column_look *look,
                               const struct form_column *column,
                               struct draft_note *note)
{
    struct value_type text = {.kind = VALUE_TEXT, .decimals = -1};
    bool some_words = look->words > look->read * WORDS_SHARE ||
                      look->words > 1 + look->read / 10 ||
                      look->numbers * 2 < look->written;

    if (look->written == 0) {
        draft_note(note, true, "%s",
                   fault_words("nothing was written here: what does it hold?"));
        return (struct value_type){.kind = VALUE_COUNT};
    }
    if (look->dates > look->read * USUAL_SHARE)
        return (struct value_type){.kind = VALUE_DATE, .decimals = -1};
    if (is_share(look, column))
        return type_of_figures(look, column);
    if (some_words && look->words < look->read)
        draft_note(note, look->words < look->read * USUAL_SHARE, "%s",
                   fault_words("words in some rows, figures in others"));
    if (some_words)
        return text;
    if (look->numbers - look->pointed >= PLACES_SHARE * look->numbers &&
        look->names >= PLACES_SHARE * look->numbers) {
        draft_note(note, false, "%s",
                   fault_words("long numbers that name something"));
        return text;
    }
    return type_of_figures(look, column);
}

static void doubt_type(const struct column_look *look,
                       const struct value_type *type, struct draft_note *note)
{
    if (type->kind == VALUE_DECIMAL && type->decimals < 0)
        draft_note(note, true, "%s",
                   fault_words("figures with and without decimals"));
    else if (type->kind <= VALUE_MONEY && look->words > 1)
        draft_note(note, true, "%s", fault_words("a word among the figures"));
}

enum status draft_guess_types(struct draft_table *table,
                              struct form_draft *draft, struct fault *fault)
{
    enum status rc = ST_OK;

    for (int c = 0; rc == ST_OK && c < table->n_columns; c++) {
        struct form_column *column = &draft->form->columns[c];
        struct column_look look = look_at(table, c);
        column->type = guess(&look, column, &draft->columns[c]);
        doubt_type(&look, &column->type, &draft->columns[c]);
        rc = draft_read_again(table, c, &column->type, fault);
    }
    return rc;
}
