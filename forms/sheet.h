/* A sheet: a page understood as a form, every field with box and reading. */
#ifndef TZ_FORMS_SHEET_H
#define TZ_FORMS_SHEET_H

#include "base/status.h"
#include "forms/definition.h"
#include "ocr/reading.h"
#include "scan/page.h"

struct ocr_reader;

enum { SHEET_UNIT_MAX = 128, SHEET_PERIOD_MAX = 16, SHEET_REASON_MAX = 256,
       SHEET_UNREAD_MAX = 4 };

enum sheet_row_kind { SHEET_ROW_BODY, SHEET_ROW_TOTAL };

struct sheet_row {
    enum sheet_row_kind kind;
    char label[SHEET_UNIT_MAX]; /* what its label cell says, best candidate; ""
                                   when it is withheld or blank */
};

struct sheet_cell {
    int row;                    /* body row from 1, total rows included; 0: a
                                   header field */
    int column;                 /* index into form->columns, or for row 0 into
                                   form->fields */
    struct scan_quad quad;      /* page px */
    struct scan_box box;        /* px of the original image */
    struct reading reading;
};

/** Ink that lies across separators of the body; not stored, check/ makes
 * findings of it. */
struct sheet_stray {
    bool touches;        /* the writing of @cell reaches into @other; else it
                            lies between them and is nobody's */
    int cell, other;     /* places in cells; -1: outside of the body */
    struct scan_box box; /* px of the original image */
};

/** Which part of a table a sheet is, by what the page itself says. */
enum sheet_part {
    SHEET_WHOLE,   /* it has its own title, unit or period */
    SHEET_BELOW,   /* it says that it goes on with the table before: 续表 */
    SHEET_UNNAMED  /* nothing names it: it goes on, or its head was cut off */
};

struct sheet {
    char form[FORM_ID_MAX];
    int form_version;
    char unit[SHEET_UNIT_MAX];      /* 填报单位, normalised: "清水镇" */
    char period[SHEET_PERIOD_MAX];  /* "2025", "2025-01", "2025Q1", "2025H1" or
                                       "" */
    char base[24];
    double match_score, runner_up_score; /* 0 to 1 */
    char runner_up[FORM_ID_MAX];
    enum ocr_hand hand;             /* of its figures */
    int n_rows;
    struct sheet_row *rows;         /* n_rows; rows[0] is body row 1 */
    struct sheet_cell *cells;       /* header fields first, then row by row in
                                       the order of the columns */
    size_t n_cells;
    struct sheet_stray *strays;
    size_t n_strays;
    struct scan_box unread[SHEET_UNREAD_MAX]; /* further tables of the page that
                                    no form fits, px of the original; told by
                                    the page's first sheet */
    int n_unread;
    enum sheet_part part;
    int printed_no, printed_count;  /* 第n页 共m页; 0: not printed */
    int first_column, n_columns;    /* of half of a table that lies across two
                                       pages: the form's columns that it bears,
                                       n from first on; n 0: all of them */
};

/** All sheets of a page. */
struct sheet_set {
    struct sheet *sheets;           /* from top to bottom, left to right */
    size_t n_sheets;
};

/**
 * Understand a page's largest table: find it, match it to a definition, cut and read
 * every field. The page may be turned upside up in passing.
 *
 * @forced         form id that must be used, or NULL to match
 * @keep_personal  read personal columns too
 * @out            filled; end with sheet_clear()
 *
 * Returns ST_OK; ST_DOUBT when no form fits surely (the fault says why: which
 * form came nearest and what speaks against it); ST_NONE when the page is
 * blank; ST_INPUT when @forced is unknown; ST_LIB; ST_NOMEM.
 */
MUST_CHECK enum status sheet_read(struct page *page,
                                  const struct form_catalogue *catalogue,
                                  const char *forced, bool keep_personal,
                                  struct ocr_reader *reader, struct sheet *out,
                                  struct fault *fault);

/**
 * sheet_read() of every table of the page that is a form's. The largest one
 * must be; further ones that fit none surely are unread. A table without unit
 * or period of its own has those of the one before it, but never so that two
 * of one form become the same.
 *
 * @forced  form id that the largest table must be, or NULL
 * @out     filled; end with sheet_set_clear()
 *
 * Returns as sheet_read().
 */
MUST_CHECK enum status sheet_read_all(struct page *page,
                                      const struct form_catalogue *catalogue,
                                      const char *forced, bool keep_personal,
                                      struct ocr_reader *reader,
                                      struct sheet_set *out,
                                      struct fault *fault);

/** The table that ends a page, for the page behind it. */
struct sheet_before {
    char form[FORM_ID_MAX];      /* "": it ends with none */
    int first_column, n_columns; /* as of its sheet: it may be half of one */
    int n_rows;
};

/**
 * sheet_read_all() of a page that fits no form by itself, but follows a page
 * that ends with table @before: its largest table is read as one that goes on
 * with it, below or, where @before is a left half, as the right half with as
 * many rows. No sheet but UNNAMED or BELOW comes first, or a right half.
 *
 * Returns as sheet_read_all(); ST_DOUBT when it does not go on with that table.
 */
MUST_CHECK enum status
sheet_read_continued(struct page *page, const struct form_catalogue *catalogue,
                     const struct sheet_before *before, bool keep_personal,
                     struct ocr_reader *reader, struct sheet_set *out,
                     struct fault *fault);

/**
 * sheet_read_all() of a page one of whose tables a person placed by hand: its
 * frame need not be found, and the page may lie any way.
 *
 * @id       the form's
 * @corners  px of the original: top left, top right, bottom right, bottom left
 *           of the table, as it is read
 *
 * Returns as sheet_read(); ST_DOUBT also when the form does not lie there;
 * ST_INPUT also when the corners cannot be used.
 */
MUST_CHECK enum status
sheet_read_placed(struct page *page, const struct form_catalogue *catalogue,
                  const char *id, const struct scan_quad *corners,
                  bool keep_personal, struct ocr_reader *reader,
                  struct sheet_set *out, struct fault *fault);
void sheet_clear(struct sheet *sheet);
void sheet_set_clear(struct sheet_set *set);

/** The cell at body row @row (from 1) and column index @column, or NULL. */
const struct sheet_cell *sheet_lookup(const struct sheet *sheet, int row,
                                      int column);

#endif
