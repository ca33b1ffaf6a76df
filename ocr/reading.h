/* What the ink of one field says: a state and up to eight candidates. */
#ifndef TZ_OCR_READING_H
#define TZ_OCR_READING_H

#include <stdbool.h>
#include <stddef.h>

enum { OCR_TEXT_MAX = 128, OCR_CANDIDATES = 8, OCR_CERTAINTY_MAX = 44 };

#define READING_STATES(_)                                                      \
    _(READ_VALUE, "value")                                                     \
    _(READ_BLANK, "blank")                                                     \
    _(READ_ZERO, "zero")                                                       \
    _(READ_DASH, "dash")                                                       \
    _(READ_DITTO, "ditto")                                                     \
    _(READ_STRUCK, "struck")                                                   \
    _(READ_ILLEGIBLE, "illegible")                                             \
    _(READ_WITHHELD, "withheld")

enum reading_state {
#define READING_STATE_CODE(code, text) code,
    READING_STATES(READING_STATE_CODE)
#undef READING_STATE_CODE
};

/** "value", "blank", ... as exports write it. */
const char *ocr_state_text(enum reading_state state);

/** The state of that name; false when there is none. */
bool ocr_state_parse(const char *text, enum reading_state *state);

/** How the figures of a table were put on paper. */
enum ocr_hand {
    OCR_HAND_UNKNOWN, /* too few figures to tell */
    OCR_HAND_PRINT,   /* each figure looks like all others of its kind */
    OCR_HAND_PEN
};

/** What a field may hold; the words of a form definition's `type`. */
enum value_kind {
    VALUE_COUNT,    /* integer from 0 */
    VALUE_DECIMAL,
    VALUE_PERCENT,
    VALUE_PERMILLE,
    VALUE_MONEY,    /* two decimals */
    VALUE_TEXT,
    VALUE_CODE,     /* one of a list of words */
    VALUE_DATE,     /* normalised to YYYY-MM-DD, YYYY-MM or YYYY */
    VALUE_YEAR,
    VALUE_MONTH     /* 1 to 12 */
};

/** How the figures of a field are written; the words of a form definition's
 * `written`. */
enum value_writing {
    WRITTEN_FIGURES,  /* 12; numerals and tallies where the ink says so */
    WRITTEN_NUMERALS, /* 十二, 壹佰贰拾 */
    WRITTEN_TALLY     /* 正正丅: a stroke for each */
};

struct value_type {
    enum value_kind kind;
    enum value_writing writing; /* of numbers; words are never looked for in
                                   decimals, shares and money */
    int decimals;     /* digits after the point; -1: any */
    bool fixed_point; /* the count of decimals is certain, so that a point that
                         was lost can be put back: "9093" -> "9.093" */
    int max_digits;   /* 0: any */
    const char *const *words; /* borrowed: VALUE_CODE's list, or what a text is
                                 likely to be (a lexicon); may be NULL */
    size_t n_words;
    bool words_only;  /* nothing outside of words is possible */
    bool marked;      /* the words are printed in the field, from left to right
                         or from the top down, and one of them is ticked,
                         circled or crossed; with one word it is a box */
    const char *numbered; /* borrowed: what follows the number in a name that
                             ends with one, "组" in 南庄村3组, several split at
                             '|'; NULL: names have no number */
};

struct ocr_candidate {
    char text[OCR_TEXT_MAX];  /* as written: "1,024", "2025.3.4", "〃" */
    char value[OCR_TEXT_MAX]; /* normalised: "1024", "2025-03-04"; "" for blank
                                 and dash and for a ditto not yet resolved */
    double score;             /* 0 to 1, a rank and not yet a probability;
                                 of words a probability */
};

/** Never edited once it was made; candidates in falling order of score. */
struct reading {
    enum reading_state state;
    int n_candidates;
    struct ocr_candidate candidates[OCR_CANDIDATES];
    double ink;             /* ink px / cell px, rules taken away */
    char old[OCR_TEXT_MAX]; /* struck cells: the value that was struck out */
    char engine[16];        /* who read it: "tesseract-eng", "ink", ... */
    char certainty[OCR_CERTAINTY_MAX]; /* words: a figure 0 to 9 for each
                               character of the first candidate's text, see
                               ocr/word_chance.h; "" for all else */
};

/**
 * Put what an engine saw into normalised form.
 *
 * @text   as written, any UTF-8
 * @value  "" and false when @text cannot be a value of that type
 */
bool ocr_normalise_value(const char *text, const struct value_type *type,
                         char *value, size_t size);

#endif
