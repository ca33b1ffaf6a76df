/*
 * Drawing a form from its definition, blank or filled in, with the truth of
 * what was drawn where. Clerks print with it; samples, demo and tests draw
 * their pages with it.
 */
#ifndef TZ_FORMS_PRINT_H
#define TZ_FORMS_PRINT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "forms/definition.h"
#include "forms/print_fill.h"
#include "ocr/reading.h"
#include "scan/page.h"

struct Pix;

/** Families by their Chinese names; a font that is not installed is replaced
 * by the nearest that is. */
enum form_font {
    FORM_FONT_SONG, /* Noto Serif CJK SC */
    FORM_FONT_MING, /* AR PL UMing CN, light like a typewriter's copy */
    FORM_FONT_HEI,  /* Noto Sans CJK SC */
    FORM_FONT_KAI,  /* AR PL UKai CN */
    FORM_FONT_MONO, /* Noto Sans Mono CJK SC, as a line printer */
    FORM_FONT_HAND  /* a pen: digits from strokes, Chinese from Kai, every
                       glyph a little different */
};

enum form_paper {
    FORM_PAPER_AUTO, /* by the number of columns and rows */
    FORM_PAPER_A4, FORM_PAPER_A4_WIDE, FORM_PAPER_A3, FORM_PAPER_A3_WIDE
};

enum form_rules {
    FORM_RULES_ALL,   /* as FORM_RULES_HALF where the definition says so */
    FORM_RULES_HALF,  /* none between the body rows */
    FORM_RULES_DOTTED, /* dotted between the body rows */
    FORM_RULES_LYING, /* three: at head and foot, and above the body */
    FORM_RULES_NONE   /* nothing but the writing */
};

struct form_print_style {
    enum form_font font;      /* what the printer's shop printed */
    enum form_font fill_font; /* what was filled in */
    enum form_paper paper;
    enum form_rules rules;
    int dpi;                  /* 72 to 600 */
    int blank_rows;           /* body rows of a blank form; 0: by definition */
    double rule_points;       /* 0.1 to 3 */
    double rule_grey;         /* 0 black to 0.9 nearly gone */
    double broken_share;      /* 0 to 0.6 of every rule's length is missing */
    int tight_column;         /* from 1: narrower than its words, which run
                                 over its rules; 0: none */
    bool thick_frame, double_total;
    bool centred;             /* figures in the middle, else to the right */
    bool blue_ink;            /* what was filled in is blue */
    uint64_t seed;            /* of the hand, of where rules break */
};
extern const struct form_print_style FORM_PRINT_STYLE_DEFAULT;

/** One cell as it was drawn; header fields have row 0. */
struct form_truth_cell {
    int row;                      /* body row from 1, total rows included */
    bool total;
    char column[FORM_CODE_MAX];   /* column code, or the field's name */
    char text[OCR_TEXT_MAX];      /* as written */
    char value[OCR_TEXT_MAX];     /* normalised; a ditto resolved; "" for blank
                                     and dash */
    char old[OCR_TEXT_MAX];       /* what was struck out */
    enum reading_state state;
    struct scan_quad quad;        /* px, on the middle of the cell's rules; a
                                     header field's ink */
    struct scan_quad ink;         /* px, around the writing; the quad's middle
                                     when there is none */
};

struct form_truth {
    char form[FORM_ID_MAX];
    int width, height;            /* px of the image */
    int n_rows;                   /* body rows of all lists, totals included */
    struct form_truth_cell *cells;
    size_t n_cells;
};

/**
 * Draw a form.
 *
 * @fill   NULL for a blank form, which has its months and total rows labelled
 * @out    new, 32 bpp RGB, with its resolution set; the caller pixDestroy()s
 * @truth  [optional] new; end with form_truth_free()
 *
 * Returns ST_OK; ST_INPUT when the style is out of range or the fill has a
 * column that the form has not; ST_LIMIT when there are more rows than a page
 * holds; ST_LIB; ST_NOMEM. On failure *out and *truth are NULL.
 */
MUST_CHECK enum status form_print(const struct form *form,
                                  const struct form_fill *fill,
                                  struct form_print_style style,
                                  struct Pix **out, struct form_truth **truth,
                                  struct fault *fault);

/**
 * The same as one page of PDF, with text as text. style.dpi is not used.
 * Returns ST_IO as well, when @path cannot be written.
 */
MUST_CHECK enum status form_print_pdf(const struct form *form,
                                      const struct form_fill *fill,
                                      struct form_print_style style,
                                      const char *path, struct fault *fault);

void form_truth_free(struct form_truth **truth);

/** The cell of a body row (from 1; 0: header field) and column, or NULL. */
const struct form_truth_cell *form_truth_lookup(const struct form_truth *truth,
                                                int row, const char *column);

#endif
