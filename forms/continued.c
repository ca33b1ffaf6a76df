#include "forms/continued.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "forms/title_likeness.h"

/* A title below this is none of the form's. */
static const double LEAST_TITLE = 0.4;
static const double PROVED = 0.6;
/* Mean deviation of the columns' widths, scanned and straightened. */
static const double MOST_MISFIT = 0.15;
/* So many characters above a table are a title or a sentence. */
enum { FOREIGN_WORDS = 6 };

static const struct {
    const char *word;
    int value;
} NUMERALS[] = {{"一", 1}, {"二", 2}, {"三", 3}, {"四", 4}, {"五", 5},
                {"六", 6}, {"七", 7}, {"八", 8}, {"九", 9}, {"十", 10}};

/* 1 to 99, in either kind of figures; *end is behind it. */
static int page_number_at(const char *p, const char **end)
{
    char *rest = NULL;
    long arabic = strtol(p, &rest, 10);
    int value = 0;

    if (rest != p && *p >= '0' && *p <= '9') {
        *end = rest;
        return arabic < 100 ? (int)arabic : 0;
    }
    for (size_t i = 0; i < sizeof NUMERALS / sizeof *NUMERALS; i++) {
        size_t n = strlen(NUMERALS[i].word);
        if (strncmp(p, NUMERALS[i].word, n) != 0)
            continue;
        value = value > 0 && NUMERALS[i].value == 10
                    ? value * 10
                    : value + NUMERALS[i].value;
        p += n;
        i = (size_t)-1;
    }
    *end = p;
    return value;
}

int continued_number_between(const char *text, const char *before,
                             const char *behind)
{
    const char *at = text, *end;

    while ((at = strstr(at, before)) != NULL) {
        int value;
        at += strlen(before);
        value = page_number_at(at, &end);
        if (value > 0 && strncmp(end, behind, strlen(behind)) == 0)
            return value;
    }
    return 0;
}

/* 手续费一览表 is no continuation. */
static bool titles_say(const struct form *form, const char *word)
{
    for (size_t i = 0; i < form->n_titles; i++)
        if (strstr(form->titles[i], word) != NULL)
            return true;
    return false;
}

static bool says_it_goes_on(const struct match *match)
{
    static const char *const words[] = {"续", "接上页", "承前页"};

    for (size_t i = 0; i < match->texts.n_texts; i++)
        for (size_t w = 0; w < sizeof words / sizeof *words; w++)
            if (match->texts.texts[i].above &&
                strstr(match->texts.texts[i].text, words[w]) != NULL &&
                !titles_say(match->layout.form, words[w]))
                return true;
    return false;
}

void continued_note(const struct match *match, struct sheet *sheet)
{
    for (size_t i = 0; i < match->texts.n_texts; i++) {
        const char *text = match->texts.texts[i].text;
        int no = continued_number_between(text, "第", "页");
        int count = continued_number_between(text, "共", "页");
        sheet->printed_no = no > 0 ? no : sheet->printed_no;
        sheet->printed_count = count > 0 ? count : sheet->printed_count;
    }
    if (says_it_goes_on(match) || sheet->printed_no > 1)
        sheet->part = SHEET_BELOW;
    else if (match->layout.title.like < LEAST_TITLE && sheet->unit[0] == '\0' &&
             sheet->period[0] == '\0')
        sheet->part = SHEET_UNNAMED;
}

/* A word beside the table's head that names neither page nor field. */
static const char *foreign_title(const struct match *match)
{
    const struct header_text *title = header_texts_title(&match->texts);

    if (title == NULL || match->layout.title.like >= LEAST_TITLE ||
        text_length(title->text) < FOREIGN_WORDS ||
        strchr(title->text, ':') != NULL || strstr(title->text, "续") != NULL ||
        strstr(title->text, "页") != NULL || strstr(title->text, "年") != NULL)
        return NULL;
    return title->text;
}

enum status continued_may_be(const struct match *match,
                             const struct sheet_before *before,
                             struct fault *fault)
{
    const struct layout *layout = &match->layout;
    const char *id = layout->form->id;
    bool right = match->half != NULL && match->half->first > 0;
    /* A title across both pages leaves its other half on this one. */
    const char *foreign = right ? NULL : foreign_title(match);
    bool by_headers = layout->headers >= PROVED;
    bool left_alone = match->half != NULL && match->half->first == 0 &&
                      match->beside.half == NULL;

    if (left_alone && before->n_columns == 0)
        return fault_set(fault, ST_DOUBT,
                         "it may be the left half of %s, but the table before "
                         "it is a whole one",
                         id);
    if (layout->columns < PROVED && !by_headers)
        return fault_set(fault, ST_DOUBT,
                         "it may go on with %s, but neither column numbers nor "
                         "headers say so",
                         id);
    if (layout->header_rows > 0 && layout->headers >= 0 && !by_headers)
        return fault_set(fault, ST_DOUBT,
                         "it may go on with %s, but its headers are others", id);
    if (layout->misfit > MOST_MISFIT && layout->misfit < 1)
        return fault_set(fault, ST_DOUBT,
                         "it may go on with %s, but its columns are not as wide",
                         id);
    if (foreign != NULL)
        return fault_set(fault, ST_DOUBT,
                         "it may go on with %s, but above it stands \"%s\"", id,
                         foreign);
    return ST_OK;
}
