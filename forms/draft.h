/*
 * A definition written from one filled page: what the paper shows of its form,
 * for a clerk to finish.
 */
#ifndef TZ_FORMS_DRAFT_H
#define TZ_FORMS_DRAFT_H

#include <stddef.h>

#include "base/status.h"
#include "forms/definition.h"
#include "scan/page.h"

struct ocr_reader;

enum { DRAFT_NOTE_MAX = 320 };

/** A remark beside an entry of the draft, in the program's language. */
struct draft_note {
    char text[DRAFT_NOTE_MAX]; /* "": none */
    bool doubtful;             /* a person should look at it */
};

struct form_draft {
    struct form *form; /* owned; its laws have a text and no terms */
    struct draft_note title_note, rows_note, header_note;
    struct draft_note *columns; /* form->n_columns */
    struct draft_note *fields;  /* form->n_fields */
    struct draft_note *laws;    /* form->n_laws */
    struct draft_note *remarks; /* what held on the page and no law of the
                                   language can say */
    size_t n_remarks;
};

/**
 * Draft the definition of the form that a page is. The page may be turned
 * upside up in passing.
 *
 * @id     of the new form, as definitions allow it
 * @known  forms whose words for fields outside of the table, and for what is
 *         personal, are used again; may be NULL
 * @out    new; end with form_draft_free()
 *
 * Returns ST_OK; ST_NONE when the page is blank or no table is on it;
 * ST_LIMIT when the table has more rows or columns than a form may have;
 * ST_LIB; ST_NOMEM. *out is NULL on failure.
 */
MUST_CHECK enum status form_draft_make(struct page *page, const char *id,
                                       const struct form_catalogue *known,
                                       struct ocr_reader *reader,
                                       struct form_draft **out,
                                       struct fault *fault);
void form_draft_free(struct form_draft **draft);

/** How many of its notes are doubts. */
size_t form_draft_doubts(const struct form_draft *draft);

/**
 * The draft as YAML with comments, which form_load() takes as it is.
 *
 * @source  the image it was made from, named in the comment on top
 * @text    new; the caller frees it
 *
 * Returns ST_OK; ST_NOMEM. *text is NULL on failure.
 */
MUST_CHECK enum status form_draft_write(const struct form_draft *draft,
                                        const char *source, char **text,
                                        struct fault *fault);

#endif
